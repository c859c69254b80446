package dev.shadowland.protocol.message;

import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Body of WorldEntered 0x60: the session is in the world.
 *
 * @param entity the client's own entity
 * @param tick cluster-wide tick of the entry, u32
 * @param tickRateHz ticks per second, u8
 * @param map map id, u16
 * @param quadrantSize edge of a quadrant in units, u32
 * @param minX west edge of the map in units
 * @param minY south edge
 * @param minZ lowest height
 * @param sizeX extent along X
 * @param sizeY extent along Y
 * @param sizeZ extent along Z
 * @param x where the entity stands
 * @param y where the entity stands
 * @param z where the entity stands
 * @param maxSpeed units per second
 * @param lastInput newest input already consumed, u32; the client numbers on from there
 * @param ticket resume ticket, empty for now, at most 768 bytes
 * @param waters where players swim, at most {@link Water#MOST}
 */
@SuppressWarnings(
        "ArrayRecordComponent") // equality is spelled out below; the bytes are opaque and never
// shared
public record WorldEntered(
        int entity,
        long tick,
        int tickRateHz,
        int map,
        long quadrantSize,
        double minX,
        double minY,
        double minZ,
        double sizeX,
        double sizeY,
        double sizeZ,
        double x,
        double y,
        double z,
        float maxSpeed,
        long lastInput,
        byte[] ticket,
        List<Water> waters)
        implements Message {

    /** Longest ticket in bytes. */
    public static final int MAX_TICKET = 768;

    private static final int FIXED_SIZE = 4 + 4 + 1 + 2 + 4 + 9 * 8 + 4 + 4 + 2 + 1;
    private static final int WATER_SIZE = 4 * Integer.BYTES;

    /** Copies the list. */
    public WorldEntered {
        waters = List.copyOf(waters);
        if (waters.size() > Water.MOST) {
            throw new IllegalArgumentException(waters.size() + " stretches of water");
        }
    }

    @Override
    public int type() {
        return FrameType.WORLD_ENTERED;
    }

    @Override
    public int size() {
        return FIXED_SIZE + ticket.length + waters.size() * WATER_SIZE;
    }

    @Override
    public void write(WireWriter writer) {
        writer.u32(entity).u32(tick).u8(tickRateHz).u16(map).u32(quadrantSize);
        writer.f64(minX).f64(minY).f64(minZ).f64(sizeX).f64(sizeY).f64(sizeZ).f64(x).f64(y).f64(z);
        writer.f32(maxSpeed).u32(lastInput).u16(ticket.length).bytes(ticket);
        writer.u8(waters.size());
        for (Water water : waters) {
            writer.u32(water.west()).u32(water.south()).u32(water.east()).u32(water.north());
        }
    }

    /** Null when one of them has no extent or there are too many. */
    private static @Nullable List<Water> readWaters(WireReader reader) {
        int count = reader.u8();
        if (count > Water.MOST) {
            return null;
        }
        List<Water> waters = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int west = reader.i32();
            int south = reader.i32();
            int east = reader.i32();
            int north = reader.i32();
            if (west >= east || south >= north) {
                return null;
            }
            waters.add(new Water(west, south, east, north));
        }
        return waters;
    }

    /** Reads a body to its end; null when it is malformed or a number is not finite. */
    public static @Nullable WorldEntered read(WireReader reader) {
        int entity = reader.i32();
        long tick = reader.u32();
        int rate = reader.u8();
        int map = reader.u16();
        long quadrantSize = reader.u32();
        double[] places = new double[9];
        boolean finite = true;
        for (int i = 0; i < places.length; i++) {
            places[i] = reader.f64();
            finite &= Double.isFinite(places[i]);
        }
        float maxSpeed = reader.f32();
        long lastInput = reader.u32();
        int ticketLength = reader.u16();
        byte[] ticket = new byte[Math.min(ticketLength, reader.remaining())];
        reader.bytes(ticket);
        List<Water> waters = readWaters(reader);
        if (waters == null
                || !reader.finished()
                || !finite
                || entity <= 0
                || rate == 0
                || quadrantSize == 0
                || !Float.isFinite(maxSpeed)
                || ticket.length != ticketLength
                || ticketLength > MAX_TICKET) {
            return null;
        }
        return new WorldEntered(
                entity,
                tick,
                rate,
                map,
                quadrantSize,
                places[0],
                places[1],
                places[2],
                places[3],
                places[4],
                places[5],
                places[6],
                places[7],
                places[8],
                maxSpeed,
                lastInput,
                ticket,
                waters);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WorldEntered that
                && key().equals(that.key())
                && waters.equals(that.waters)
                && Arrays.equals(ticket, that.ticket);
    }

    @Override
    public int hashCode() {
        return Objects.hash(key(), waters, Arrays.hashCode(ticket));
    }

    private List<Number> key() {
        return List.of(
                entity,
                tick,
                tickRateHz,
                map,
                quadrantSize,
                minX,
                minY,
                minZ,
                sizeX,
                sizeY,
                sizeZ,
                x,
                y,
                z,
                maxSpeed,
                lastInput);
    }

    /** Names the entry without its ticket, which is a secret. */
    @Override
    public String toString() {
        return "WorldEntered[entity=%d, tick=%d, map=%d, x=%s, y=%s, z=%s]"
                .formatted(entity, tick, map, x, y, z);
    }
}
