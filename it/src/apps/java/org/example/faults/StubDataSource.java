package org.example.faults;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Connections to nowhere that answer at once: a pool above them costs only itself. */
public final class StubDataSource implements DataSource {
    private static final InvocationHandler answer = (proxy, method, arguments) -> {
        Class<?> type = method.getReturnType();
        if (type == boolean.class) {
            return method.getName().equals("isValid") || method.getName().equals("getAutoCommit");
        }
        return type == int.class ? (Object) 0 : null;
    };

    @Override
    public Connection getConnection() {
        return (Connection) Proxy.newProxyInstance(
                StubDataSource.class.getClassLoader(), new Class<?>[] {Connection.class}, answer);
    }

    @Override
    public Connection getConnection(String user, String password) {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("nothing to unwrap");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
