using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using Streaming.Formats.Fec;
using Streaming.Formats.Multiplexing;
using Streaming.Formats.Payloads.MpegTs;
using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Primitives.Chance;
using Streaming.Qos.Monitoring;
using Streaming.Server.Sending;

namespace Streaming.Server.Channels.TransportStreams;

/// <summary>Sends a channel as one MPEG transport stream over RTP, at a constant rate, with the parity of SMPTE 2022-1. RFC 2250 §2.</summary>
/// <remarks>
/// Seven transport packets leave together, exactly when the first of them is due; the clock in the stream is the sender's own, so that a
/// receiver that follows it follows this machine. Titles come one after the other as with <see cref="ChannelSender"/>, to whose contract
/// this one keeps: clock, counters and tables go on from one to the next. Where nothing is cued, tables, clock and null packets go on.
/// The rate is that of the title that needs most so far. It rises where one needs more, and never falls: what follows a clock copes with
/// the one, and would have to be told of the other.
/// </remarks>
public sealed class TransportStreamSender : ISender
{
    /// <summary>How long before it is decoded a picture may leave: the delay that a receiver adds, of which half a second would already
    /// smooth most films.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromMilliseconds(700);

    private const byte PayloadType = 33;
    private const int PacketSize = RtpHeader.Size + (TransportPacketizer.PacketsPerPayload * ProgramClock.PacketSize);

    /// <summary>Of parity, the next and the next but one pair of ports. SMPTE 2022-1 §7.</summary>
    private const int ColumnPorts = 2, RowPorts = 4;

    /// <summary>The title that is sent, and the one behind it.</summary>
    private const int MostTurns = 2;

    /// <summary>Behind by more than that, what was missed is not made up for: the stream goes on from now.</summary>
    private static readonly TimeSpan MostBehind = TimeSpan.FromMilliseconds(500);

    /// <summary>Until the first title is there.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan LateAfter = TimeSpan.FromMilliseconds(1);

    private readonly TransportProgram _program;
    private readonly Instant _created;
    private readonly NtpTime _createdNtp;
    private readonly string _cname;
    private readonly Smpte2022Encoder? _parity;
    private readonly RtcpTimer _reports;
    private readonly ConcurrentQueue<TransportTurn> _cued = new();
    private readonly ConcurrentQueue<ChannelEvent> _events = new();
    private readonly List<TransportTurn> _turns = [];
    private readonly int[] _turnOf;
    private readonly byte[] _packet = new byte[PacketSize];
    private readonly byte[] _repair = new byte[PacketSize + 64];
    private Multiplexer? _multiplexer;

    /// <summary>When the first byte left, as far as the clock in the stream goes.</summary>
    private Instant _origin;
    private uint _octets;
    private bool _isStarved;
    private bool _isWanting;

    /// <param name="program">What it carries: <see cref="TransportProgram.Of"/>.</param>
    /// <param name="created">The zero of the channel's axis.</param>
    /// <param name="createdNtp">The same instant as time of day.</param>
    /// <param name="cname">Canonical name in RTCP. RFC 3550 §6.5.1.</param>
    /// <param name="seed">From a cryptographic source: identities of the streams are made of it.</param>
    public TransportStreamSender(TransportProgram program, Instant created, NtpTime createdNtp, string cname, ulong seed)
    {
        (_program, _created, _createdNtp, _cname) = (program, created, createdNtp, cname);
        SeededRandom random = new(seed);
        TransportStream Stream(byte type, int further) =>
            new(type, Identity(random), program.Transport(further), program.Settings.Service);

        Media = Stream(PayloadType, 0);
        Columns = Stream(Smpte2022Encoder.PayloadType, ColumnPorts);
        Rows = Stream(Smpte2022Encoder.PayloadType, RowPorts);
        ParityLayout layout = program.Settings.Parity;
        bool isProtected = layout.Packets > 0 && Smpte2022Encoder.Allows(layout);
        if (isProtected)
            _parity = new(Media.Identity.Ssrc, layout, Columns.Identity, Rows.Identity);
        WholeStreams = !isProtected ? [Media] : layout.HasRowParity ? [Media, Columns, Rows] : [Media, Columns];
        _reports = new(RtcpInterval.ShareOf(BitRate.Mbps(1)), 100, random) { IsSender = true };
        _turnOf = new int[program.Lanes.Count];
        Meter = new(created, LateAfter, capacity: 100);
        Next = created;
        WantTitle();
    }

    public Instant Next { get; private set; }

    public bool AtEnd { get; private set; }

    public bool HasNews => !_events.IsEmpty;

    public SendMeter Meter { get; }

    public IReadOnlyList<SendStream> Streams => [];

    public IReadOnlyList<WholeStream> WholeStreams { get; }

    public TransportStream Media { get; }

    /// <summary>Its parity by columns.</summary>
    public TransportStream Columns { get; }

    /// <summary>Its parity by rows; not sent where the layout has none.</summary>
    public TransportStream Rows { get; }

    /// <summary>Of the transport stream, without RTP and below; zero before the first title.</summary>
    public BitRate Rate => _multiplexer?.Rate ?? BitRate.Zero;

    /// <summary>Pictures and sounds that had not left when they were to be decoded.</summary>
    public long Late => _multiplexer?.Late ?? 0;

    /// <summary>Times that it fell behind so far that it went on without making up for it.</summary>
    public long Slips { get; private set; }

    /// <inheritdoc cref="ChannelSender.Cue"/>
    public void Cue(ChannelTitle next, Instant? at, MediaTime from = default) => _cued.Enqueue(new(next, _program, at, from, Ahead));

    /// <inheritdoc cref="ChannelSender.TryTakeEvent"/>
    public bool TryTakeEvent([NotNullWhen(true)] out ChannelEvent? happened) => _events.TryDequeue(out happened);

    public void Emit(Instant now, IPacketSink sink)
    {
        while (!AtEnd && Next <= now)
        {
            TakeCued(Next);
            if (_multiplexer is not { } multiplexer)
            {
                Next = now + Poll;
                return;
            }

            if (now - Next > MostBehind)
                Slip(now);
            Send(multiplexer, sink);
            Next = Departure(multiplexer);
            if (_reports.IsDue(now))
                Report(now, sink);
        }
    }

    public void Halt(Instant now) => Next = Instant.Never;

    public bool SayBye(string reason, Instant now, IPacketSink sink)
    {
        CompoundWriter writer = Reports(now, stackalloc byte[CompoundWriter.MaxSize]);
        writer.Bye(Media.Identity.Ssrc, reason);
        sink.Control(Media, writer.Written);
        (AtEnd, Next) = (true, Instant.Never);
        return true;
    }

    /// <summary>Nobody's: receivers of broadcasting report nothing.</summary>
    public bool AcceptRtcp(ReadOnlySpan<byte> compound, IPEndPoint from, Instant now) => false;

    private static StreamIdentity Identity(SeededRandom random) =>
        new(new((uint)random.NextUInt64()), new((ushort)random.NextUInt64()), new((uint)random.NextUInt64()));

    private Instant Departure(Multiplexer multiplexer) => _origin + TimeSpan.FromTicks(multiplexer.Clock * 10 / 27);

    private void Slip(Instant now)
    {
        _origin += now - Next;
        foreach (TransportTurn turn in _turns)
            turn.Zero += now - Next;
        Next = now;
        Slips++;
    }

    /// <summary>Titles that were cued find their place: where the one before is over, or later.</summary>
    private void TakeCued(Instant now)
    {
        while (_turns.Count < MostTurns && _cued.TryDequeue(out TransportTurn? turn))
        {
            Instant free = _turns.Count > 0 ? _turns[^1].End : now;
            Instant wanted = turn.At is { } at ? at + (turn.Begin - MediaTime.Zero) : free;
            Instant begins = Instant.Max(free, wanted);
            turn.Zero = begins - (turn.Begin - MediaTime.Zero);
            _turns.Add(turn);
            (_isStarved, _isWanting) = (false, false);
            Start(turn, now);
            _events.Enqueue(new ChannelEvent.Began(turn.Title, turn.Zero, new((turn.Zero - _created).Ticks), begins - wanted));
            WantTitle();
        }
    }

    /// <summary>Says once that there is room for one more.</summary>
    private void WantTitle()
    {
        if (_isWanting || _turns.Count >= MostTurns)
            return;
        _isWanting = true;
        _events.Enqueue(new ChannelEvent.WantsTitle());
    }

    private void Start(TransportTurn turn, Instant now)
    {
        if (_multiplexer is null)
        {
            _multiplexer = new(_program.Description, turn.Rate, Ahead);
            _origin = now;
            _reports.Resize(members: 2, senders: 1, now);
            _reports.Join(now);
        }
        else if (turn.Rate > _multiplexer.Rate)
        {
            _multiplexer.ChangeRate(turn.Rate);
        }
    }

    private void Send(Multiplexer multiplexer, IPacketSink sink)
    {
        Instant due = Next;
        RtpHeader header = new(PayloadType, false, Media.Next, StampAt(due), Media.Identity.Ssrc);
        header.Write(_packet);
        for (int at = RtpHeader.Size; at < PacketSize; at += ProgramClock.PacketSize)
        {
            Feed(multiplexer);
            multiplexer.Write(_packet.AsSpan(at, ProgramClock.PacketSize));
        }

        _octets += PacketSize - RtpHeader.Size;
        Hand(Media, _packet, due, sink);
        _parity?.Accept(_packet);
        while (_parity is { HasNext: true })
        {
            int length = _parity.WriteNext(_repair, out bool isRow);
            Hand(isRow ? Rows : Columns, _repair.AsSpan(0, length), due, sink);
        }
    }

    private void Hand(TransportStream stream, ReadOnlySpan<byte> packet, Instant due, IPacketSink sink)
    {
        Meter.Offered(new(1, DatagramSizes.Of(packet.Length)), due);
        sink.Whole(stream, packet, due);
        stream.Count(packet.Length);
    }

    /// <summary>Every stream that waits is given its next unit, of the title it has come to.</summary>
    private void Feed(Multiplexer multiplexer)
    {
        for (int stream = 0; stream < _turnOf.Length; stream++)
        {
            while (multiplexer.IsHungry(stream) && _turnOf[stream] < _turns.Count)
            {
                TransportTurn turn = _turns[_turnOf[stream]];
                long zero = ClockRate.Video.ToUnits(turn.Zero - _origin) + ClockRate.Video.ToUnits(Ahead);
                if (!turn.TryFeed(multiplexer, stream, zero))
                    _turnOf[stream]++;
            }
        }

        while (_turns.Count > 0 && Array.TrueForAll(_turnOf, static turn => turn > 0) && (_turns.Count > 1 || _turns[0].End <= Next))
            Leave();
    }

    private void Leave()
    {
        for (int stream = 0; stream < _turnOf.Length; stream++)
            _turnOf[stream]--;
        TransportTurn left = _turns[0];
        _turns.RemoveAt(0);
        _events.Enqueue(new ChannelEvent.Left(left.Title));
        WantTitle();
        if (_turns.Count == 0 && _cued.IsEmpty && !_isStarved)
        {
            _isStarved = true;
            _events.Enqueue(new ChannelEvent.Starved(left.End));
        }
    }

    private RtpTimestamp StampAt(Instant at) => Media.Identity.Epoch + ClockRate.Video.ToUnits(at - _created);

    private void Report(Instant now, IPacketSink sink)
    {
        CompoundWriter writer = Reports(now, stackalloc byte[CompoundWriter.MaxSize]);
        sink.Control(Media, writer.Written);
        _reports.Sent(writer.Written.Length, now);
    }

    private CompoundWriter Reports(Instant now, Span<byte> wire)
    {
        CompoundWriter writer = new(wire);
        Ssrc own = Media.Identity.Ssrc;
        writer.SenderReport(new(own, _createdNtp + (now - _created), StampAt(now), (uint)Media.PacketsSent, _octets), []);
        writer.SourceDescription(own, _cname);
        return writer;
    }
}
