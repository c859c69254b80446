package dev.shadowland.shard.placement;

import dev.shadowland.protocol.backplane.CellKey;
import dev.shadowland.protocol.motion.MapGeometry;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which owner each cell should have: the cells of a map in one line, column by column and every
 * other column backwards, so that neighbours in the line are neighbours in space; the line cut into
 * as many stretches as there are owners, in the owners' order, their lengths within one of each
 * other. So each map is spread over all owners, and a full one loads them alike; each begins with
 * another owner, so that the many small ones do. Pure and deterministic: every coordinator comes to
 * the same plan. Immutable.
 */
public final class SpatialPlan {
    /** A cell's place in the line of its map; the map's place among the maps. */
    private record Place(int index, int length, int map) {
        int ownerOf(int owners) {
            return (int) (((long) index * owners / length + map) % owners);
        }
    }

    private final List<String> line;
    private final Map<String, Place> places;

    private SpatialPlan(List<String> line, Map<String, Place> places) {
        this.line = List.copyOf(line);
        this.places = Map.copyOf(places);
    }

    /** The plan over these maps' level-0 cells. */
    public static SpatialPlan of(List<MapGeometry> maps) {
        List<String> line = new ArrayList<>();
        Map<String, Place> places = new HashMap<>();
        for (int number = 0; number < maps.size(); number++) {
            List<String> cells = lineOf(maps.get(number));
            for (int i = 0; i < cells.size(); i++) {
                places.put(cells.get(i), new Place(i, cells.size(), number));
            }
            line.addAll(cells);
        }
        return new SpatialPlan(line, places);
    }

    private static List<String> lineOf(MapGeometry map) {
        List<String> line = new ArrayList<>();
        for (int x = 0; x < map.columns(); x++) {
            for (int i = 0; i < map.rows(); i++) {
                int y = x % 2 == 0 ? i : map.rows() - 1 - i;
                line.add(CellKey.text(CellKey.of(map.map(), 0, x, y)));
            }
        }
        return line;
    }

    /** Every cell, map by map, in the order of the lines. */
    public List<String> cells() {
        return line;
    }

    /**
     * Index of the owner that the cell should have among {@code owners}; an unknown cell gets one
     * by its hash.
     */
    public int targetOf(String cell, int owners) {
        Place place = places.get(cell);
        return place == null ? Math.floorMod(cell.hashCode(), owners) : place.ownerOf(owners);
    }

    /**
     * Cells to move now: at most {@code limit} that are not where they should be, in the order of
     * the lines.
     *
     * @param owners owners in order
     * @param held cells by owner, for each of {@code owners}
     * @param moving cells that are on their way already: while there are any, nothing else moves
     */
    public <O> Set<String> misplaced(
            List<O> owners,
            Map<O, ? extends Collection<String>> held,
            Set<String> moving,
            int limit) {
        if (owners.size() < 2 || !moving.isEmpty()) {
            return Set.of();
        }
        Set<String> misplaced = new HashSet<>();
        Map<String, O> ownerOf = new HashMap<>();
        held.forEach((owner, cells) -> cells.forEach(cell -> ownerOf.put(cell, owner)));
        for (String cell : line) {
            @Nullable O owner = ownerOf.get(cell);
            if (owner != null && !owner.equals(owners.get(targetOf(cell, owners.size())))) {
                misplaced.add(cell);
                if (misplaced.size() == limit) {
                    break;
                }
            }
        }
        return misplaced;
    }
}
