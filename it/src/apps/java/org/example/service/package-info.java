/** A small service with a database behind it, in which one thing can be made to go wrong; {@code ServiceApp} is its main class. */
package org.example.service;
