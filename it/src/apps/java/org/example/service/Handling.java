package org.example.service;

import java.sql.SQLException;

/** What is done for one request. */
interface Handling {
    void handle(Request request) throws SQLException, InterruptedException;
}
