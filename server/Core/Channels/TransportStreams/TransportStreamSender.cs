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

/// <summary>Sends a channel as one MPEG transport stream over RTP, at a constant rate, with the parity of SMPTE 2022-1. RFC 2250
/// §2.</summary>
/// <remarks>
/// Seven transport packets leave together, exactly when the first of them is due; the clock in the stream is the sender's own, so that a
/// receiver that follows it follows this machine. Titles come one after the other as with <see cref="ChannelSender"/>, to whose contract
/// this one keeps: clock, counters and tables go on from one to the next. Where nothing is cued, tables, clock and null packets go on.
/// The rate is that of the title that needs most so far. It rises where one needs more, and never falls: after the first round of a
/// programme it is constant.
/// </remarks>
public sealed class TransportStreamSender : ISender
{
    /// <summary>How long before it is decoded a picture may leave: what smooths most films to little above their mean, and not much of a
    /// wait for whoever tunes in.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromMilliseconds(700);

    private const byte PayloadType = 33;
    private const int PacketSize = RtpHeader.Size + (TransportPacketizer.PacketsPerPayload * ProgramClock.PacketSize);

    /// <summary>Of parity, the next and the next but one pair of ports. SMPTE 2022-1 §7.</summary>
    private const int ColumnPorts = 2, RowPorts = 4;

    /// <summary>A sender report and a name.</summary>
    private const int UsualReport = 80;

    /// <summary>Behind by more than that, what was missed is not made up for: the stream goes on from now.</summary>
    private static readonly TimeSpan MostBehind = TimeSpan.FromMilliseconds(500);

    /// <summary>How often it is looked whether the first title is there.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan LateAfter = TimeSpan.FromMilliseconds(1);

    private readonly TransportProgram _program;
    private readonly TransportTitles _titles;
    private readonly Instant _created;
    private readonly NtpTime _createdNtp;
    private readonly string _cname;
    private readonly Smpte2022Encoder? _parity;
    private readonly RtcpTimer _reports;
    private readonly byte[] _packet = new byte[PacketSize];
    private readonly byte[] _repair = new byte[Smpte2022Packet.Overhead + PacketSize];
    private Multiplexer? _multiplexer;

    /// <summary>When the multiplexer's clock stood at zero.</summary>
    private Instant _origin;

    /// <param name="program">What it carries, and where to: <see cref="TransportProgram.Of"/>.</param>
    /// <param name="created">The zero of the channel's axis.</param>
    /// <param name="createdNtp">The same instant as time of day.</param>
    /// <param name="cname">Canonical name in RTCP. RFC 3550 §6.5.1.</param>
    /// <param name="seed">From a cryptographic source: identities of the streams are made of it.</param>
    public TransportStreamSender(TransportProgram program, Instant created, NtpTime createdNtp, string cname, ulong seed)
    {
        (_program, _created, _createdNtp, _cname) = (program, created, createdNtp, cname);
        _titles = new(program, created, Ahead);
        SeededRandom random = new(seed);
        Media = NewStream(PayloadType, 0, random);
        Columns = NewStream(Smpte2022Encoder.PayloadType, ColumnPorts, random);
        Rows = NewStream(Smpte2022Encoder.PayloadType, RowPorts, random);
        ParityLayout layout = program.Settings.Parity;
        bool isProtected = Smpte2022Encoder.Allows(layout);
        _parity = isProtected ? new(Media.Identity.Ssrc, layout, Columns.Identity, Rows.Identity) : null;
        WholeStreams = !isProtected ? [Media] : layout.HasRowParity ? [Media, Columns, Rows] : [Media, Columns];
        _reports = new(BitRate.Zero, UsualReport, random) { IsSender = true };
        Meter = new(created, LateAfter, capacity: 100);
        Next = created;
    }

    public Instant Next { get; private set; }

    public bool AtEnd { get; private set; }

    public bool HasNews => _titles.HasNews;

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

    /// <summary>Times that it was behind so far that it went on without making up for it.</summary>
    public long Slips { get; private set; }

    /// <inheritdoc cref="ChannelSender.Cue"/>
    public void Cue(ChannelTitle next, Instant? at, MediaTime from = default) => _titles.Cue(new(next, at, from));

    /// <inheritdoc cref="ChannelSender.TryTakeEvent"/>
    public bool TryTakeEvent([NotNullWhen(true)] out ChannelEvent? happened) => _titles.TryTakeEvent(out happened);

    public void Emit(Instant now, IPacketSink sink)
    {
        // The clock begins with the first packet, whenever that may be.
        Next = _multiplexer is null && Next <= now ? now : Next;
        while (Next <= now)
        {
            if (_titles.TryPlace(Next, out TransportTurn? turn))
                Start(turn.Rate, now);
            if (_multiplexer is not { } multiplexer)
            {
                Next = now + Patience;
                return;
            }

            if (now - Next > MostBehind)
                Slip(now - Next);
            Send(multiplexer, sink);
            Next = _origin + TimeSpan.FromTicks(multiplexer.Clock * 10 / 27);
            if (_reports.IsDue(now))
                Report(now, sink);
        }
    }

    /// <inheritdoc/>
    /// <remarks>For good: all titles are given back.</remarks>
    public void Halt(Instant now)
    {
        _titles.Clear();
        Next = Instant.Never;
    }

    public bool SayBye(string reason, Instant now, IPacketSink sink)
    {
        CompoundWriter writer = BeginReport(now, stackalloc byte[CompoundWriter.MaxSize]);
        writer.Bye(Media.Identity.Ssrc, reason);
        sink.Control(Media, writer.Written);
        (AtEnd, Next) = (true, Instant.Never);
        return true;
    }

    /// <summary>Nobody's: receivers of broadcasting report nothing.</summary>
    public bool AcceptRtcp(ReadOnlySpan<byte> compound, IPEndPoint from, Instant now) => false;

    private TransportStream NewStream(byte type, int further, SeededRandom random)
    {
        StreamIdentity identity = new(new((uint)random.NextUInt64()), new((ushort)random.NextUInt64()), new((uint)random.NextUInt64()));
        return new(type, identity, _program.Transport(further), _program.Settings.Service);
    }

    private void Start(BitRate rate, Instant now)
    {
        if (_multiplexer is null)
        {
            _multiplexer = new(_program.Description, rate, Ahead);
            _origin = Next;
            _reports.Bandwidth = RtcpInterval.ShareOf(rate);
            _reports.Resize(members: 2, senders: 1, now);
            _reports.Join(now);
        }
        else if (rate > _multiplexer.Rate)
        {
            _multiplexer.ChangeRate(rate);
        }
    }

    private void Slip(TimeSpan length)
    {
        _titles.Slip(length);
        _origin += length;
        Next += length;
        Slips++;
    }

    private void Send(Multiplexer multiplexer, IPacketSink sink)
    {
        RtpHeader header = new(PayloadType, false, Media.Next, StampAt(Next), Media.Identity.Ssrc);
        header.Write(_packet);
        for (int at = RtpHeader.Size; at < PacketSize; at += ProgramClock.PacketSize)
        {
            _titles.Feed(multiplexer, _origin, Next);
            multiplexer.Write(_packet.AsSpan(at, ProgramClock.PacketSize));
        }

        Hand(Media, _packet, sink);
        _parity?.Accept(_packet);
        while (_parity is { HasNext: true })
        {
            int length = _parity.WriteNext(_repair, out bool isRow);
            Hand(isRow ? Rows : Columns, _repair.AsSpan(0, length), sink);
        }
    }

    private void Hand(TransportStream stream, ReadOnlySpan<byte> packet, IPacketSink sink)
    {
        Meter.Offered(new(1, DatagramSizes.Of(packet.Length)), Next);
        sink.Whole(stream, packet, Next);
        stream.Count(packet.Length);
    }

    /// <summary>Of the first byte behind it: when that leaves. RFC 2250 §2.</summary>
    private RtpTimestamp StampAt(Instant at) => Media.Identity.Epoch + ClockRate.Video.ToUnits(at - _created);

    private void Report(Instant now, IPacketSink sink)
    {
        CompoundWriter writer = BeginReport(now, stackalloc byte[CompoundWriter.MaxSize]);
        sink.Control(Media, writer.Written);
        _reports.Sent(writer.Written.Length, now);
    }

    private CompoundWriter BeginReport(Instant now, Span<byte> wire)
    {
        CompoundWriter writer = new(wire);
        Ssrc own = Media.Identity.Ssrc;
        (uint packets, uint octets) = unchecked(((uint)Media.PacketsSent, (uint)(Media.BytesSent - (Media.PacketsSent * RtpHeader.Size))));
        writer.SenderReport(new(own, _createdNtp + (now - _created), StampAt(now), packets, octets), []);
        writer.SourceDescription(own, _cname);
        return writer;
    }
}
