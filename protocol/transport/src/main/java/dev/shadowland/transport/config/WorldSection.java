package dev.shadowland.transport.config;

import dev.shadowland.protocol.message.Water;
import dev.shadowland.protocol.motion.MapGeometry;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The maps of the world: the section describes the first one, and each element of its list of more
 * maps says what is different there.
 */
final class WorldSection {
    private static final String WORLD = "world";
    private static final String MORE = "maps";
    private static final double FAR = 1e9;

    /** Velocities travel in 16 bits, units per second, with their sign. */
    private static final double FASTEST = 30_000;

    private static final double SCALE = 100;

    private static final String WATER =
            "must be a list of texts like \"-2000 500 3000 2500\": its edges west, south, east and"
                    + " north, whole units";

    private static final long MOST_CELL = (1L << 32) - 1;

    /**
     * Whom nobody takes goes twice the hysteresis beyond the border, and no further than a cell.
     */
    private static final double NARROWEST_CELL = 2 * AoiConfig.HYSTERESIS;

    private final ConfigReader read;

    WorldSection(ConfigReader read) {
        this.read = read;
    }

    WorldConfig all() {
        List<MapConfig> maps = new ArrayList<>();
        maps.add(map(read, WORLD + "."));
        for (ConfigReader more : read.elements(WORLD, MORE)) {
            maps.add(map(more, ""));
        }
        read.across(() -> checkMaps(maps));
        return new WorldConfig(maps);
    }

    private void checkMaps(List<MapConfig> maps) {
        List<Integer> ids = maps.stream().map(MapConfig::mapId).toList();
        if (ids.stream().distinct().count() < ids.size()) {
            read.violate(
                    WORLD + "." + MORE,
                    "each map needs a map-id of its own, and these have " + ids);
        }
        long cells = maps.stream().mapToLong(map -> map.geometry().cellCount()).sum();
        if (cells > MapGeometry.MOST_CELLS) {
            read.violate(
                    WORLD + ".components",
                    "makes %d cells on all maps, and %d are the most"
                            .formatted(cells, MapGeometry.MOST_CELLS));
        }
        if (maps.stream().allMatch(map -> map.spawn().share() == 0)) {
            read.violate(
                    WORLD + ".spawn.share", "must be above 0 on some map: where else to begin?");
        }
    }

    private static MapConfig map(ConfigReader read, String at) {
        MapLayout layout =
                new MapLayout(
                        vector(read, at + "section-size", 1, FAR),
                        wholeVector(read, at + "sections-per-component"),
                        wholeVector(read, at + "components"),
                        scale(read, at + "scale"),
                        vector(read, at + "base", -FAR, FAR));
        MapConfig map =
                new MapConfig(
                        read.integer(at + "map-id", 0, 0xFFFF),
                        layout,
                        read.number(at + "max-speed", 1, FASTEST),
                        waters(read, at + "water"),
                        new SpawnConfig(
                                read.choice(at + "spawn.pattern", SpawnPattern.class),
                                read.number(at + "spawn.x", -FAR, FAR),
                                read.number(at + "spawn.y", -FAR, FAR),
                                read.number(at + "spawn.radius", 0, FAR),
                                read.number(at + "spawn.share", 0, 1e6)),
                        population(read, at + "population."));
        read.across(() -> checkCells(read, at, layout));
        read.across(() -> checkQuadrants(read, at, map.geometry()));
        read.across(() -> checkSpawn(read, at, layout, map.spawn()));
        read.across(() -> checkPopulation(read, at, map));
        return map;
    }

    private static List<Water> waters(ConfigReader read, String path) {
        List<Water> waters = read.list(path, WorldSection::water, WATER);
        if (waters.size() > Water.MOST) {
            read.violate(path, "at most " + Water.MOST + " on a map: clients are told of all");
            return List.of();
        }
        return waters;
    }

    /** Throws an IllegalArgumentException when it is none. */
    private static Water water(String edges) {
        int[] at = Pattern.compile(" +").splitAsStream(edges).mapToInt(Integer::parseInt).toArray();
        if (at.length != 4) {
            throw new IllegalArgumentException(edges);
        }
        return new Water(at[0], at[1], at[2], at[3]);
    }

    private static PopulationConfig population(ConfigReader read, String at) {
        List<Integer> counts =
                Stream.of("npc", "monster", "static-build", "vehicle", "item", "effect")
                        .map(kind -> read.integer(at + kind, 0, 1_000_000))
                        .toList();
        return new PopulationConfig(
                counts.get(0),
                counts.get(1),
                counts.get(2),
                counts.get(3),
                counts.get(4),
                counts.get(5));
    }

    private static void checkCells(ConfigReader read, String at, MapLayout layout) {
        double alongX = layout.sectionSize().x() * layout.sectionsPerComponent().x();
        double alongY = layout.sectionSize().y() * layout.sectionsPerComponent().y();
        if (alongX != alongY) {
            read.violate(
                    at + "section-size.y",
                    "cells must be square: section-size × sections-per-component is not equal along"
                            + " x and y");
        }
        if (alongX != Math.rint(alongX) || alongX > MOST_CELL) {
            read.violate(
                    at + "section-size.x",
                    "times sections-per-component must be a whole number, at most 2^32 - 1: clients"
                            + " are told the edge of a cell in 32 bits");
        }
        if (alongX < NARROWEST_CELL) {
            read.violate(
                    at + "section-size.x",
                    ("times sections-per-component is %s, and a cell must be %.0f wide: whoever"
                                    + " leaves one is handed over %.0f beyond its border and must"
                                    + " not have passed a whole cell")
                            .formatted(alongX, NARROWEST_CELL, AoiConfig.HYSTERESIS));
        }
        double height = layout.size().z();
        if (height > alongX) {
            read.violate(
                    at + "section-size.z",
                    ("times sections-per-component and components is %.0f, and a map must not be"
                         + " higher than its cells are wide (%.0f): what is above would be shown"
                         + " there")
                            .formatted(height, alongX));
        }
    }

    /** Cells are the quadrants of positions, which are counted from the world's origin. */
    private static void checkQuadrants(ConfigReader read, String at, MapGeometry map) {
        checkQuadrants(read, at + "base.x", map.minX(), map.maxX(), map.cellSize());
        checkQuadrants(read, at + "base.y", map.minY(), map.maxY(), map.cellSize());
    }

    private static void checkQuadrants(
            ConfigReader read, String key, double low, double high, double cell) {
        double first = Math.floor(low / cell);
        double last = Math.floor(high / cell);
        if (first < Short.MIN_VALUE || last > Short.MAX_VALUE) {
            read.violate(
                    key,
                    ("reaches %.0f cells of %.0f from the world's origin, and positions count"
                                    + " %d: who is beyond would be shown there")
                            .formatted(Math.max(-first, last), cell, Short.MAX_VALUE));
        }
    }

    private static void checkPopulation(ConfigReader read, String at, MapConfig map) {
        int cells = map.geometry().cellCount();
        long inCell = map.population().inCell(cells);
        int room = PopulationConfig.MOST_IN_CELL - PopulationConfig.FREE_IN_CELL;
        if (inCell > room) {
            read.violate(
                    at + "population",
                    ("is up to %d in each of %d cells, and a cell takes %d, %d of them left to"
                                    + " shots: at most %d on this map")
                            .formatted(
                                    inCell,
                                    cells,
                                    PopulationConfig.MOST_IN_CELL,
                                    PopulationConfig.FREE_IN_CELL,
                                    (long) room * cells));
        }
    }

    private static void checkSpawn(
            ConfigReader read, String at, MapLayout layout, SpawnConfig spawn) {
        Vec3 size = layout.size();
        Vec3 base = layout.base();
        if (spawn.x() - spawn.radius() < base.x()
                || spawn.x() + spawn.radius() > base.x() + size.x()) {
            read.violate(at + "spawn.x", "with its radius must lie within the map");
        }
        if (spawn.y() - spawn.radius() < base.y()
                || spawn.y() + spawn.radius() > base.y() + size.y()) {
            read.violate(at + "spawn.y", "with its radius must lie within the map");
        }
    }

    private static Vec3 vector(ConfigReader read, String path, double min, double max) {
        return new Vec3(
                read.number(path + ".x", min, max),
                read.number(path + ".y", min, max),
                read.number(path + ".z", min, max));
    }

    private static Vec3 scale(ConfigReader read, String path) {
        String why = "no map files are read yet whose units it would turn into the world's";
        return new Vec3(
                read.only(path + ".x", SCALE, why),
                read.only(path + ".y", SCALE, why),
                read.only(path + ".z", SCALE, why));
    }

    private static Vec3 wholeVector(ConfigReader read, String path) {
        return new Vec3(
                read.integer(path + ".x", 1, 1024),
                read.integer(path + ".y", 1, 1024),
                read.integer(path + ".z", 1, 1024));
    }
}
