package dev.shadowland.actors.player;

import dev.shadowland.actors.api.Position;
import dev.shadowland.protocol.backplane.CellKey;
import dev.shadowland.protocol.motion.MapGeometry;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.LongFunction;

/**
 * The world as far as a login needs it.
 *
 * @param maps each map's cut into cells
 * @param spawn where a character without a position begins, by character id
 */
public record PlayerWorld(List<MapGeometry> maps, LongFunction<Position> spawn) {
    /** Copies the list. */
    public PlayerWorld {
        maps = List.copyOf(maps);
    }

    /** The cell that holds the position; null when the world has no such map. */
    @Nullable Long cellOf(Position position) {
        for (MapGeometry map : maps) {
            if (map.map() == position.map()) {
                return map.cellAt(position.x(), position.y());
            }
        }
        return null;
    }

    /**
     * The cell that may still have an entity which was last saved at the position of one of this
     * world's maps: the one it was last heard from, for what is saved is older.
     */
    long cellOf(Position position, long lastHeard) {
        for (MapGeometry map : maps) {
            if (map.map() == position.map()) {
                return isCell(map, lastHeard) ? lastHeard : map.cellAt(position.x(), position.y());
            }
        }
        throw new IllegalArgumentException("no such map: " + position.map());
    }

    private static boolean isCell(MapGeometry map, long key) {
        return key != CellKey.NONE
                && CellKey.map(key) == map.map()
                && CellKey.level(key) == 0
                && CellKey.x(key) < map.columns()
                && CellKey.y(key) < map.rows();
    }

    /** Where a character begins: where it was, if it was somewhere and that map is still there. */
    Position startOf(long character, @Nullable Position known) {
        return known != null && cellOf(known) != null ? known : spawn.apply(character);
    }
}
