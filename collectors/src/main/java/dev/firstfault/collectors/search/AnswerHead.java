package dev.firstfault.collectors.search;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Status, headers and entity of an answer of Apache's HTTP clients 4 and 5. Stateless. */
final class AnswerHead {

    private static final HostMember CODE = HostMember.method("getCode"); // 5
    private static final HostMember STATUS_LINE = HostMember.method("getStatusLine"); // 4
    private static final HostMember STATUS_CODE = HostMember.method("getStatusCode");
    private static final HostMember ENTITY = HostMember.method("getEntity");
    private static final HostMember VALUE = HostMember.method("getValue");

    private static final ClassValue<Method> FIRST_HEADER = new ClassValue<Method>() {
        @Override
        protected Method computeValue(Class<?> type) {
            try {
                Method method = type.getMethod("getFirstHeader", String.class);
                method.setAccessible(true); // a public method of a class that may not be public
                return method;
            } catch (NoSuchMethodException ofAnotherClient) {
                throw new IllegalStateException(ofAnotherClient);
            }
        }
    };

    private AnswerHead() {}

    static int status(Object response) throws ReflectiveOperationException {
        return CODE.isIn(response) ? CODE.number(response) : STATUS_CODE.number(STATUS_LINE.required(response));
    }

    static @Nullable String header(Object response, String name) throws ReflectiveOperationException {
        Object header = FIRST_HEADER.get(response.getClass()).invoke(response, name);
        Object value = header == null ? null : VALUE.of(header);
        return value instanceof String ? (String) value : null;
    }

    static @Nullable Object entity(Object response) throws ReflectiveOperationException {
        return ENTITY.of(response);
    }
}
