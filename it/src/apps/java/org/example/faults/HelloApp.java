package org.example.faults;

/** The shortest life there is: what it costs is what starting costs. */
public final class HelloApp {
    public static void main(String[] arguments) {
        System.out.println("hello");
    }

    private HelloApp() {}
}
