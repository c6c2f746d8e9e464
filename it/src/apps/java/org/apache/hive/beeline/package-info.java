/** Stands in for one class of Hive, of which only the name matters. */
package org.apache.hive.beeline;
