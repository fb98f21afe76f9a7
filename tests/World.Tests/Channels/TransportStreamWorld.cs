using System.Net;
using Streaming.Formats.Multiplexing;
using Streaming.Formats.Rtp;
using Streaming.Server.Channels;
using Streaming.Server.Channels.TransportStreams;
using Streaming.Server.Sending;
using Streaming.Testing.TransportStreams;

namespace Streaming.World.Tests.Channels;

/// <summary>A channel that is sent as a transport stream, in virtual time, and everything that left.</summary>
public sealed class TransportStreamWorld : IPacketSink
{
    private readonly Lineup _lineup;

    public TransportStreamWorld(IReadOnlyList<ChannelFilm> films, ParityLayout parity = default)
    {
        ChannelSettings settings = ChannelWorld.Settings(films) with
        {
            Label = "One", Parity = parity, TransportStream = new IPEndPoint(IPAddress.Parse("239.9.9.9"), 7_000),
        };
        _lineup = Lineup.Of(settings, [.. films.Select(film => film.Index)]);
        TransportProgram? program = TransportProgram.Of(settings, _lineup.Lanes);
        Assert.NotNull(program);
        Program = program;
        Start = Now = Instant.FromSeconds(100);
        Sender = new(program, Now, new NtpTime(0xffff_fff0_0000_0000), "channel", seed: 3);
    }

    public TransportProgram Program { get; }

    public TransportStreamSender Sender { get; }

    public Instant Start { get; }

    public Instant Now { get; private set; }

    public List<(Instant Due, byte[] Bytes)> Media { get; } = [];

    /// <summary>Each with how many packets of the media had left before it.</summary>
    public List<(int Behind, byte[] Bytes)> Parity { get; } = [];

    public List<(Instant At, byte[] Bytes)> Reports { get; } = [];

    public List<(Instant At, ChannelEvent What)> Events { get; } = [];

    /// <summary>Answers every wish for a title.</summary>
    public Action<TransportStreamWorld> OnWant { get; set; } = _ => { };

    public TransportStreamWorld Loop(params IReadOnlyList<ChannelFilm> films)
    {
        int next = 0;
        OnWant = world => world.Cue(films[next++ % films.Count]);
        return this;
    }

    public void Cue(ChannelFilm film, Instant? at = null, MediaTime from = default) => Sender.Cue(film.Fit(_lineup), at, from);

    public TransportStreamWorld Run(TimeSpan time)
    {
        Instant end = Now + time;
        for (; Now <= end; Now = Instant.Max(Now, Sender.Next))
        {
            Answer();
            Sender.Emit(Now, this);
            if (Sender.Next > end)
                break;
        }

        Answer();
        Now = end;
        return this;
    }

    /// <summary>Nothing happens for a while: the machine stood still.</summary>
    public void Stall(TimeSpan time) => Now += time;

    /// <summary>All that left, held against the standard; the rate has to be the same throughout.</summary>
    public StreamAnalysis Analyse()
    {
        StreamAnalysis analysis = new(
            Sender.Rate.BitsPerSecond,
            Program.Description.Streams.ToDictionary(one => one.Pid, one => (one.Buffer, (double)one.Leak.BitsPerSecond)));
        foreach ((_, byte[] packet) in Media)
            analysis.Accept(packet.AsSpan(RtpHeader.Size));
        analysis.End(isCut: true);
        return analysis;
    }

    /// <summary>The stream of a kind.</summary>
    public ElementaryStream Stream(bool isPicture) => Program.Description.Streams.First(one => one.IsPicture == isPicture);

    public PacketWriter Begin() => throw new NotSupportedException();

    public void Packet(SendStream stream, in PacketWriter packet, Instant due) => throw new NotSupportedException();

    public void Whole(WholeStream stream, ReadOnlySpan<byte> packet, Instant due)
    {
        if (stream == Sender.Media)
            Media.Add((due, packet.ToArray()));
        else
            Parity.Add((Media.Count, packet.ToArray()));
    }

    public void Control(OutgoingStream stream, ReadOnlySpan<byte> compound) => Reports.Add((Now, compound.ToArray()));

    private void Answer()
    {
        while (Sender.TryTakeEvent(out ChannelEvent? happened))
        {
            Events.Add((Now, happened));
            if (happened is ChannelEvent.WantsTitle)
                OnWant(this);
            else if (happened is ChannelEvent.Left left)
                left.Title.Dispose();
        }
    }
}
