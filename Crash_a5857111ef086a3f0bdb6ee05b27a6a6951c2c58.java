import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

public class Crash_a5857111ef086a3f0bdb6ee05b27a6a6951c2c58 {
    static final String base64Bytes = String.join("", "Y29uZmlnPS93b3JrL3d0L2phenplci10cmF2ZXJzYWw=");

    public static void main(String[] args) throws Throwable {
        Crash_a5857111ef086a3f0bdb6ee05b27a6a6951c2c58.class.getClassLoader().setDefaultAssertionStatus(true);
        try {
            Method fuzzerInitialize = dev.firstfault.agent.fuzz.OptionsFuzz.class.getMethod("fuzzerInitialize");
            fuzzerInitialize.invoke(null);
        } catch (NoSuchMethodException ignored) {
            try {
                Method fuzzerInitialize = dev.firstfault.agent.fuzz.OptionsFuzz.class.getMethod("fuzzerInitialize", String[].class);
                fuzzerInitialize.invoke(null, (Object) args);
            } catch (NoSuchMethodException ignored1) {
            } catch (IllegalAccessException | InvocationTargetException e) {
                e.printStackTrace();
                System.exit(1);
            }
        } catch (IllegalAccessException | InvocationTargetException e) {
            e.printStackTrace();
            System.exit(1);
        }
        byte[] input = java.util.Base64.getDecoder().decode(base64Bytes);
        dev.firstfault.agent.fuzz.OptionsFuzz.fuzzerTestOneInput(input);
    }
}