package dev.firstfault.blackbox;

import java.io.IOException;
import java.nio.file.Paths;

/** A process that has no room for its box. */
final class CreatedWithoutRoom {

    private CreatedWithoutRoom() {}

    public static void main(String[] args) {
        try {
            Boxes.create(Paths.get(args[0])).close();
        } catch (IOException expected) {
            System.out.println(expected);
        }
        System.out.println("survived");
    }
}
