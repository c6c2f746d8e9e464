package org.example.faults;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The other client of the database, the one that took all connections: it opens as many as it is given, says {@code holding N}, and keeps
 * them until its standard input ends. Arguments: URL, user, password.
 */
public final class ConnectionHolder {
    public static void main(String[] arguments) throws IOException {
        List<Connection> held = new ArrayList<>();
        while (true) {
            try {
                held.add(DriverManager.getConnection(arguments[0], arguments[1], arguments[2]));
            } catch (SQLException full) {
                System.out.println("holding " + held.size() + ", then: " + full.getMessage());
                break;
            }
        }
        while (System.in.read() >= 0) {
            // nothing is ever said; the end of the stream is the sign
        }
        System.out.println("released " + held.size());
        System.exit(0);
    }

    private ConnectionHolder() {}
}
