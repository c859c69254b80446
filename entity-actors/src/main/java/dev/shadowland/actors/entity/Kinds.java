package dev.shadowland.actors.entity;

import dev.shadowland.protocol.snapshot.EntityType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The kinds of entities of a world, by number. A type and subtype that is none of them counts as
 * its type's subtype 0, and an unknown type as {@link EntityType#ENVIRONMENT}. Immutable; the same
 * on every node.
 */
public final class Kinds {
    /** Most kinds. */
    public static final int MOST = 64;

    private static final int SUBTYPES = 256;

    private final List<Kind> kinds;
    private final byte[] byType = new byte[SUBTYPES * SUBTYPES];

    /**
     * These kinds, numbered in their order.
     *
     * @throws IllegalArgumentException when there are more than {@value #MOST}, two of one type and
     *     subtype, or none for players or the environment
     */
    public Kinds(List<Kind> kinds) {
        this.kinds = List.copyOf(kinds);
        if (kinds.size() > MOST
                || kinds.stream().map(Kinds::key).distinct().count() < kinds.size()) {
            throw new IllegalArgumentException("at most " + MOST + " kinds, each once");
        }
        Arrays.fill(byType, (byte) number(EntityType.ENVIRONMENT));
        for (Kind kind : kinds) {
            if (kind.subtype() == 0) {
                int from = key(kind);
                Arrays.fill(byType, from, from + SUBTYPES, (byte) number(kind.type()));
            }
        }
        for (Kind kind : kinds) {
            byType[key(kind)] = (byte) kinds.indexOf(kind);
        }
        number(EntityType.PLAYER);
    }

    private static int key(Kind kind) {
        return kind.type() * SUBTYPES + kind.subtype();
    }

    private int number(int type) {
        for (int number = 0; number < kinds.size(); number++) {
            Kind kind = kinds.get(number);
            if (kind.type() == type && kind.subtype() == 0) {
                return number;
            }
        }
        throw new IllegalArgumentException("no kind of type " + type + " and subtype 0");
    }

    /**
     * The seed's types, distances and rates, read as the architecture says. Creatures are 0.8 m in
     * radius, shots 0.25 m.
     */
    public static Kinds seed() {
        return new Kinds(
                List.of(
                        kind("player", EntityType.PLAYER, 0)
                                .seen(100_000, 1, 2)
                                .solid(80, 180)
                                .moved(Authority.INPUT, 500),
                        kind("npc", EntityType.NPC, 0)
                                .seen(50_000, 2, 1.25f)
                                .solid(80, 180)
                                .moved(Authority.BEHAVIOUR, 150),
                        kind("monster", EntityType.MONSTER, 0)
                                .seen(50_000, 2, 1.5f)
                                .solid(80, 180)
                                .moved(Authority.BEHAVIOUR, 300),
                        kind("projectile", EntityType.PROJECTILE, 0)
                                .seen(200_000, 1, 2)
                                .turned()
                                .solid(25, 0)
                                .moved(Authority.BALLISTIC, 2_500),
                        kind("environment", EntityType.ENVIRONMENT, 0)
                                .seen(25_000, 6, 1)
                                .moved(Authority.FIXED, 0),
                        kind("static-build", EntityType.ENVIRONMENT, EntityType.STATIC_BUILD)
                                .seen(25_000, 6, 1)
                                .moved(Authority.FIXED, 0),
                        kind("vehicle", EntityType.ENVIRONMENT, EntityType.VEHICLE)
                                .seen(150_000, 1, 1.5f)
                                .turned()
                                .solid(150, 300)
                                .moved(Authority.BEHAVIOUR, 1_500),
                        kind("item", EntityType.ENVIRONMENT, EntityType.ITEM)
                                .seen(10_000, 6, 1)
                                .moved(Authority.FIXED, 0),
                        kind("effect", EntityType.ENVIRONMENT, EntityType.EFFECT)
                                .seen(50_000, 6, 1)
                                .moved(Authority.FIXED, 0)));
    }

    private static Draft kind(String name, int type, int subtype) {
        return new Draft(name, type, subtype, 1, 1, 1, false, Body.NONE);
    }

    /** A kind that is being described. */
    private record Draft(
            String name,
            int type,
            int subtype,
            double distance,
            int periodTicks,
            float weight,
            boolean fullRotation,
            Body body) {
        Draft seen(double units, int period, float counts) {
            return new Draft(name, type, subtype, units, period, counts, fullRotation, body);
        }

        Draft turned() {
            return new Draft(name, type, subtype, distance, periodTicks, weight, true, body);
        }

        Draft solid(double radius, double height) {
            Body solid = new Body(radius, height);
            return new Draft(
                    name, type, subtype, distance, periodTicks, weight, fullRotation, solid);
        }

        Kind moved(Authority authority, float speed) {
            return new Kind(
                    name,
                    type,
                    subtype,
                    distance,
                    periodTicks,
                    fullRotation,
                    authority,
                    weight,
                    speed,
                    body);
        }
    }

    /** Number of kinds. */
    public int count() {
        return kinds.size();
    }

    /** A kind by number, 0 to {@link #count} − 1. */
    public Kind get(int number) {
        return kinds.get(number);
    }

    /** Number of the kind of a type and subtype, u8 each. */
    public int of(int type, int subtype) {
        return byType[type * SUBTYPES + subtype];
    }

    /** Number of the kind of that name, or −1. */
    public int named(String name) {
        for (int number = 0; number < kinds.size(); number++) {
            if (kinds.get(number).name().equals(name)) {
                return number;
            }
        }
        return -1;
    }

    /** The same kinds; the one of that name is replaced. */
    public Kinds with(Kind kind) {
        List<Kind> changed = new ArrayList<>(kinds);
        changed.replaceAll(old -> old.name().equals(kind.name()) ? kind : old);
        return new Kinds(changed);
    }
}
