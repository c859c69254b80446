package dev.shadowland.actors.player;

import dev.shadowland.actors.api.Position;
import dev.shadowland.protocol.motion.MapGeometry;

import java.util.function.LongFunction;

/**
 * The world as far as a login needs it.
 *
 * @param geometry cut of the map into cells
 * @param spawn where a character without a position begins, by character id
 */
public record PlayerWorld(MapGeometry geometry, LongFunction<Position> spawn) {
    long cellOf(Position position) {
        return geometry.cellAt(position.x(), position.y());
    }
}
