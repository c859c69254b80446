package dev.shadowland.actors.player;

import dev.shadowland.actors.api.Position;
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

    /** Where a character begins: where it was, if it was somewhere and that map is still there. */
    Position startOf(long character, @Nullable Position known) {
        return known != null && cellOf(known) != null ? known : spawn.apply(character);
    }
}
