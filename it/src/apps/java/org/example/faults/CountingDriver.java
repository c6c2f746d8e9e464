package org.example.faults;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Enumeration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;

/** Stands before the real driver and counts what it opens; hands its connections on as they are. */
public final class CountingDriver implements Driver {
    static final AtomicInteger opened = new AtomicInteger();
    static final AtomicInteger failed = new AtomicInteger();

    private static volatile Driver real;

    /** Takes the place of the driver of this URL. */
    static void standBefore(String url) throws SQLException {
        Driver found = DriverManager.getDriver(url);
        real = found;
        for (Enumeration<Driver> drivers = DriverManager.getDrivers(); drivers.hasMoreElements(); ) {
            Driver driver = drivers.nextElement();
            if (driver.acceptsURL(url)) {
                DriverManager.deregisterDriver(driver);
            }
        }
        DriverManager.registerDriver(new CountingDriver());
    }

    @Override
    public Connection connect(String url, Properties info) throws SQLException {
        try {
            Connection connection = real.connect(url, info);
            if (connection != null) {
                opened.incrementAndGet();
            }
            return connection;
        } catch (SQLException refused) {
            failed.incrementAndGet();
            throw refused;
        }
    }

    @Override
    public boolean acceptsURL(String url) throws SQLException {
        return real.acceptsURL(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
        return real.getPropertyInfo(url, info);
    }

    @Override
    public int getMajorVersion() {
        return real.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
        return real.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
        return real.jdbcCompliant();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return real.getParentLogger();
    }
}
