/** The mapped file that survives the process: its format, its writer, its reader, its liveness. */
package dev.firstfault.blackbox;
