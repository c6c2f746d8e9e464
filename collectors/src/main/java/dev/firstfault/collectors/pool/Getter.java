package dev.firstfault.collectors.pool;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Reads one number or object out of another, by a method without parameters or by a field, whoever may see it. */
public final class Getter {

    private static final Object[] NO_ARGUMENTS = {};

    private final Member member;

    private Getter(Member member) {
        this.member = member;
    }

    /** By the first of these methods that the class or one above it has. */
    public static Getter of(Class<?> type, String... methods) throws NoSuchMethodException {
        for (String name : methods) {
            Method found = find(type, name);
            if (found != null) {
                return new Getter(accessible(found));
            }
        }
        throw new NoSuchMethodException(String.join(" or ", methods) + " of " + type.getName());
    }

    /** By the field of the class, or of one above it. */
    public static Getter ofField(Class<?> type, String name) throws NoSuchFieldException {
        for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
            for (Field field : declaring.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    return new Getter(accessible(field));
                }
            }
        }
        throw new NoSuchFieldException(name + " of " + type.getName());
    }

    /** Whether the object is of the class with this name, or of one below it. */
    public static boolean isA(@Nullable Object object, String className) {
        for (Class<?> type = object == null ? null : object.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().equals(className)) {
                return true;
            }
        }
        return false;
    }

    /** A method without parameters. */
    static Method method(Class<?> type, String name) throws NoSuchMethodException {
        Method found = find(type, name);
        if (found == null) {
            throw new NoSuchMethodException(name + " of " + type.getName());
        }
        return accessible(found);
    }

    /** What it gives is one of these. */
    Class<?> type() {
        return member instanceof Method ? ((Method) member).getReturnType() : ((Field) member).getType();
    }

    /** What it gives as a number, 0 where it gives none. */
    public int number(Object of) throws ReflectiveOperationException {
        Object value = get(of);
        return value instanceof Number ? ((Number) value).intValue() : 0;
    }

    /** What it gives of this object. */
    public @Nullable Object get(Object of) throws ReflectiveOperationException {
        return member instanceof Method ? ((Method) member).invoke(of, NO_ARGUMENTS) : ((Field) member).get(of);
    }

    private static @Nullable Method find(Class<?> type, String name) {
        for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
            try {
                return declaring.getDeclaredMethod(name);
            } catch (NoSuchMethodException perhapsAbove) {
                // the superclass
            }
        }
        return null;
    }

    /** A public method of a class that is not public, too. */
    private static <T extends AccessibleObject> T accessible(T member) {
        member.setAccessible(true);
        return member;
    }
}
