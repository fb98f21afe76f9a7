using Streaming.Player.Receiving;
using Streaming.Player.Sessions;

namespace Streaming.Lab.Viewers;

/// <summary>What all streams of a viewer have received, in sums.</summary>
internal readonly record struct Reception(
    long Packets, long Bytes, long Expected, long Lost, long GivenUp, long Discarded, long ByParity, long ByResend, long Duplicates,
    long Refused)
{
    /// <summary>Packets that neither came nor were mended in time: without those that came too late.</summary>
    public long Missing => Math.Max(0, GivenUp - Discarded);

    public static Reception operator +(Reception left, Reception right) => new(
        left.Packets + right.Packets, left.Bytes + right.Bytes, left.Expected + right.Expected, left.Lost + right.Lost,
        left.GivenUp + right.GivenUp, left.Discarded + right.Discarded, left.ByParity + right.ByParity, left.ByResend + right.ByResend,
        left.Duplicates + right.Duplicates, left.Refused + right.Refused);

    public static Reception Of(ReceiverSession session)
    {
        Reception sum = default;
        foreach (ActiveStream stream in session.AllStreams)
        {
            ReceptionCounters one = stream.Receive.Counters;
            sum += new Reception(
                one.Packets, one.Bytes, one.Expected, one.Lost, one.GivenUp, one.Discarded, one.RepairedByParity, one.RepairedByResend,
                one.Duplicates, one.Malformed + one.Strays);
        }

        return sum;
    }
}
