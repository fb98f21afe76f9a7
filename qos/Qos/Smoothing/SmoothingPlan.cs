using Streaming.Qos.Envelopes;

namespace Streaming.Qos.Smoothing;

/// <summary>How a stored film is sent ahead of its time: at rates that change as little as a receiver's buffer allows.</summary>
public sealed class SmoothingPlan
{
    private SmoothingPlan(IReadOnlyList<PlanCorner> corners)
    {
        Corners = corners;
        for (int i = 1; i < corners.Count; i++)
        {
            BitRate rate = RateUp.Of(corners[i].Bytes - corners[i - 1].Bytes, new(corners[i].Ticks - corners[i - 1].Ticks));
            Peak = rate > Peak ? rate : Peak;
        }
    }

    /// <summary>From the first byte to the last; the rate is constant between two of them.</summary>
    public IReadOnlyList<PlanCorner> Corners { get; }

    /// <summary>The highest of its rates, rounded up to a whole bit per second; no plan has a lower one.</summary>
    public BitRate Peak { get; }

    /// <summary>The plan for what is shown by <paramref name="film"/>; null where it is nothing, or the buffer holds too
    /// few bytes.</summary>
    /// <remarks>
    /// Sending begins with the first burst's time. A burst is needed <see cref="ReceiverBuffer.StartUp"/> after its own time, as a whole,
    /// and leaves the receiver at that moment. Without a limit in bytes every corner lies where one burst ends and the next begins, for
    /// both curves are stairs with a step for each burst.
    /// </remarks>
    public static SmoothingPlan? Of(PacketTrace film, ReceiverBuffer receiver)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(receiver.StartUp, TimeSpan.Zero);
        if (film.Count == 0)
            return null;
        return TautString.Through(Gates(film, receiver)) is { } corners ? new(corners) : null;
    }

    private static Gate[] Gates(PacketTrace film, ReceiverBuffer receiver)
    {
        long begin = film.Ticks(0);
        long startUp = receiver.StartUp.Ticks;
        long early = receiver.Time is { } time ? time.Ticks - startUp : film.Ticks(film.Count - 1) - begin;
        long Soonest(int at) => film.Ticks(at) - early;
        long Latest(int at) => film.Ticks(at) + startUp;

        List<Gate> gates = new((2 * film.Count) + 1) { new(begin, ByteCount.Zero, ByteCount.Zero) };
        int allowed = 0, needed = 0;
        while (allowed < film.Count && Soonest(allowed) <= begin)
            allowed++;
        while (needed < film.Count)
        {
            long at = allowed < film.Count ? Math.Min(Soonest(allowed), Latest(needed)) : Latest(needed);

            // Up to this very instant: what may be sent from now on could not be yet, what is needed by now is there no more.
            long most = film.BytesBefore(allowed);
            if (receiver.Bytes is { } room)
                most = Math.Min(most, film.BytesBefore(needed) + room.Bytes);
            while (allowed < film.Count && Soonest(allowed) == at)
                allowed++;
            while (needed < film.Count && Latest(needed) == at)
                needed++;
            gates.Add(new(at, new(film.BytesBefore(needed)), new(most)));
        }

        return [.. gates];
    }
}
