package dev.firstfault.it.incidents;

import dev.firstfault.it.incidents.ServiceDatabase.Product;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** One incident on each of its pools, in each of its intensities. */
final class Cells {

    /** A pool and the database behind it. */
    record On(Pool pool, Product product) {}

    /** An incident, made as bad as this. */
    interface Intensity {
        Incident of(Incident cell);
    }

    static final List<On> HIKARI_AND_DBCP2 =
            List.of(new On(Pool.HIKARI, Product.MARIADB), new On(Pool.DBCP2, Product.POSTGRESQL));
    static final List<On> HIKARI_AND_TOMCAT =
            List.of(new On(Pool.HIKARI, Product.POSTGRESQL), new On(Pool.TOMCAT, Product.MYSQL));
    static final List<On> HIKARI_AND_C3P0 =
            List.of(new On(Pool.HIKARI, Product.MYSQL), new On(Pool.C3P0, Product.MARIADB));
    static final List<On> TOMCAT_AND_DBCP2 =
            List.of(new On(Pool.TOMCAT, Product.POSTGRESQL), new On(Pool.DBCP2, Product.MARIADB));
    static final List<On> ON_POSTGRESQL =
            List.of(new On(Pool.HIKARI, Product.POSTGRESQL), new On(Pool.DBCP2, Product.POSTGRESQL));
    static final List<On> HIKARI_AND_BONECP =
            List.of(new On(Pool.HIKARI, Product.MARIADB), new On(Pool.BONECP, Product.MARIADB));

    static Stream<Incident> of(Incident base, List<On> places, Intensity... intensities) {
        return places.stream()
                .map(place -> base.with(place.pool(), place.product()))
                .flatMap(placed -> Arrays.stream(intensities).map(intensity -> intensity.of(placed)));
    }

    private Cells() {}
}
