using System.Buffers;
using Streaming.Formats.Payloads;
using Streaming.Player.Playout;
using Streaming.Player.Receiving;
using Streaming.Player.Sessions;

namespace Streaming.Player.Channels;

/// <summary>One lane of a picture, and what of it waits to be shown: from a whole key picture on, in decoding order.</summary>
internal sealed class LaneQueue(ActiveStream stream)
{
    /// <summary>Two groups of pictures of four seconds at 20 Mb/s are 20 MB. Whoever has more to wait for begins with the next key
    /// picture.</summary>
    private const int MostBytes = 20_000_000;

    private readonly LinkedList<Held> _held = new();
    private readonly string _codec = stream.Setup.Track.Codec.ToUpperInvariant();
    private int _bytes;

    public ActiveStream Stream { get; } = stream;

    public OfferedTrack Track => Stream.Setup.Track;

    /// <summary>As the stream said it last.</summary>
    public TimeSpan RepairTakes { get; set; }

    public bool HasEnded { get; set; }

    public bool IsEmpty => _held.Count == 0;

    /// <summary>The time of the first picture that waits: a key picture. Null where none does.</summary>
    public long? First => _held.First?.Value.Time;

    public bool IsKey(in ReceivedSample sample) => sample.IsComplete && SampleKeys.IsKey(_codec, sample.Bytes.Span);

    public void Add(long time, in ReceivedSample sample)
    {
        if (_bytes + sample.Bytes.Length > MostBytes)
            Clear();
        bool isKey = IsKey(sample);
        if (IsEmpty && !isKey)
            return;
        byte[] rented = ArrayPool<byte>.Shared.Rent(Math.Max(1, sample.Bytes.Length));
        sample.Bytes.CopyTo(rented);
        _held.AddLast(new Held(time, rented, sample.Bytes.Length, sample.IsComplete, sample.FollowsGap, isKey, null));
        _bytes += sample.Bytes.Length;
    }

    /// <summary>Packets behind the last that waits were given up.</summary>
    public void Add(in PacketLoss loss)
    {
        if (!IsEmpty)
            _held.AddLast(new Held(_held.Last!.Value.Time, [], 0, false, false, false, loss));
    }

    /// <summary>Begins with the first key picture behind a time; with nothing where there is none.</summary>
    public void DropUpTo(long time)
    {
        while (_held.First is { } first && !(first.Value.IsKey && first.Value.Time > time))
            RemoveFirst();
    }

    /// <summary>Hands everything to whoever plays.</summary>
    /// <returns>The highest time of it.</returns>
    public long Flush(IStreamListener player, ActiveStream face, Instant now)
    {
        long last = long.MinValue;
        while (_held.First is { Value: var held })
        {
            last = Math.Max(last, held.Time);
            if (held.Loss is { } loss)
                player.Lost(face, loss, now);
            else
                player.Sample(face, new(held.Time, held.Bytes.AsMemory(0, held.Length), held.IsComplete, held.FollowsGap), now);
            RemoveFirst();
        }

        return last;
    }

    public void Clear()
    {
        while (!IsEmpty)
            RemoveFirst();
    }

    private void RemoveFirst()
    {
        Held held = _held.First!.Value;
        _held.RemoveFirst();
        _bytes -= held.Length;
        if (held.Loss is null)
            ArrayPool<byte>.Shared.Return(held.Bytes);
    }

    private readonly record struct Held(
        long Time, byte[] Bytes, int Length, bool IsComplete, bool FollowsGap, bool IsKey, PacketLoss? Loss);
}
