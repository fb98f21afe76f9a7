using Streaming.Qos.Policing;

namespace Streaming.Emulation.Links;

/// <summary>A link whose queue lets the most important go first, and among equals who came first; what is being sent is sent to its
/// end.</summary>
/// <remarks>When the queue is full, a packet drives out less important ones, the last first; where they are too few, it is not taken. With
/// one limit for all and no driving out, a flood without any importance would keep the most important from coming in.</remarks>
internal sealed class PriorityLink<T>(LinkStage[] stages, LinkEmulator emulator)
    where T : class
{
    private readonly PacketLine<T>[] _bands = [new(), new(), new(), new(), new()];
    private Transmitter _transmitter = new(stages);
    private (T Item, ByteCount Size, Instant Came) _sending;
    private Instant _began;

    /// <summary>When what is being sent has left; never: nothing is.</summary>
    public Instant Done { get; private set; } = Instant.Never;

    /// <summary>A packet comes.</summary>
    /// <param name="dropped">Where those are put that will not be sent, itself maybe.</param>
    public void Accept(T item, ByteCount size, Dscp marking, Instant at, List<(T Item, DropCause Cause)> dropped)
    {
        LinkStage stage = emulator.Come(size, at);
        int band = BandOf(marking);
        if (stage.Profile.IsDown)
            Drop(item, DropCause.Down, at, dropped);
        else if (Done == Instant.Never)
            Send((item, size, at));
        else if (!LinkEmulator.HasRoom(stage, Backlog(at, band), size))
            Drop(item, DropCause.QueueFull, at, dropped);
        else
        {
            for (int last = _bands.Length - 1; !LinkEmulator.HasRoom(stage, Backlog(at, last), size);)
            {
                if (_bands[last].Count == 0)
                    last--;
                else
                    Drop(_bands[last].TakeLast().Item, DropCause.QueueFull, at, dropped);
            }

            _bands[band].Join(item, size, at);
        }
    }

    /// <summary>What was being sent has left; the next one begins.</summary>
    public T Complete(out LinkFate fate)
    {
        (T item, ByteCount size, Instant came) = _sending;
        fate = emulator.Leave(size, came, _began, Done);
        Done = Instant.Never;
        foreach (PacketLine<T> band in _bands)
        {
            if (band.Count == 0)
                continue;
            Send(band.TakeFirst());
            break;
        }

        return item;
    }

    /// <summary>How important a packet is, zero most: EF, then class selectors from 3 on, then AF4x, AF3x, and whatever else. RFC 4594
    /// §2.3.</summary>
    private static int BandOf(Dscp marking) => marking.Value switch
    {
        46 => 0,
        >= 24 and var value when value % 8 == 0 => 1,
        34 or 36 or 38 => 2,
        26 or 28 or 30 => 3,
        _ => 4,
    };

    private void Send((T Item, ByteCount Size, Instant Came) packet)
    {
        _sending = packet;
        _began = Instant.Max(packet.Came, _transmitter.Free);
        Done = _transmitter.Send(packet.Size, packet.Came);
    }

    /// <summary>What is to be sent of the bands up to one, in bit-ticks.</summary>
    private long Backlog(Instant at, int band)
    {
        long work = _transmitter.Backlog(at);
        for (int i = 0; i <= band; i++)
            work += _bands[i].Bytes.Bytes * LinkStage.PerByte;
        return work;
    }

    private void Drop(T item, DropCause cause, Instant at, List<(T Item, DropCause Cause)> dropped)
    {
        emulator.Drop(cause, at);
        dropped.Add((item, cause));
    }
}
