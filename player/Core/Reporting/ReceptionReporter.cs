using Streaming.Primitives.Chance;
using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Player.Receiving;
using Streaming.Qos.Shaping;

namespace Streaming.Player.Reporting;

/// <summary>
/// The RTCP of one stream's receiver: reads sender reports and goodbyes, writes receiver reports by the RFC's timing. RFC 3550 §6.
/// </summary>
/// <remarks>Two members, one of them sending: the interval is the minimum of 5 s (half of it for the first), made 0.41 to 1.23 times as
/// long by chance, so that many receivers do not report in step. In a group it grows with the number of receivers, and what may be asked
/// for shrinks with it: all of them together keep to one share.</remarks>
/// <param name="own">Our identity in this stream.</param>
/// <param name="cname">Our name, the same in all streams. RFC 7022.</param>
/// <param name="bandwidth">Of the stream; RTCP may use a twentieth.</param>
/// <param name="random">Chance, from a seed handed in.</param>
public sealed class ReceptionReporter(Ssrc own, string cname, BitRate bandwidth, ClockRate clock, SeededRandom random)
{
    /// <summary>A report of one block and a name.</summary>
    private const int UsualSize = 72;

    /// <summary>From more members on, who leaves would have to wait to say so (RFC 3550 §6.3.7). TEARDOWN says it, too.</summary>
    private const int MostForBye = 50;

    /// <summary>A compound that asks for a few packets.</summary>
    private const int MostOfRequest = 120;

    /// <summary>A key picture that was asked for takes a moment to come; asking again before that only costs the sender another.</summary>
    private static readonly TimeSpan BetweenPictures = TimeSpan.FromSeconds(1);

    /// <summary>What is missed meanwhile is asked for together.</summary>
    private static readonly TimeSpan BetweenRequests = TimeSpan.FromMilliseconds(10);

    /// <summary>Requests may take the stream's whole share for RTCP, and never have less than this: sound of 64 kb/s would get to ask
    /// four times a second, and twenty times costs nobody anything.</summary>
    private static readonly BitRate LeastForRequests = BitRate.Kbps(16);

    /// <summary>Sixteen requests for a few packets each, or six for 64 holes: after a bad moment everything is asked for at once.</summary>
    private static readonly ByteCount RequestsAtOnce = new(2_000);

    private readonly RtcpTimer _timer = new(RtcpInterval.ShareOf(bandwidth), UsualSize, random);
    private GroupSize? _group;
    private Instant? _pictureAsked;
    private bool _wantsPicture;
    private ExtendedReporter? _extended;
    private TokenBucket _requests = new(ForRequests(bandwidth, GroupSize.OfTwo), RequestsAtOnce, default);

    /// <summary>Writes XR blocks of somebody else's into a regular report.</summary>
    /// <returns>How many bytes.</returns>
    public delegate int BlockWriter(Instant now, Span<byte> blocks);

    /// <summary>Our identity in this stream.</summary>
    public Ssrc Own => own;

    /// <summary>When the next report is due.</summary>
    public Instant Next => _wantsPicture ? Instant.Min(_timer.Next, EarliestForPicture()) : _timer.Next;

    /// <summary>How many there are in the group, we and the server included; two where there is none.</summary>
    public int Members => _timer.Members;

    /// <summary>Who adds blocks to each regular report; null: nobody.</summary>
    internal BlockWriter? Blocks { get; set; }

    /// <summary>The most that those take, in bytes.</summary>
    internal int MostBlocks { get; set; }

    /// <summary>The last sender report; null before one came.</summary>
    public SenderClock? Sender { get; private set; }

    public long Sent { get; private set; }

    public long Received { get; private set; }

    public long Malformed { get; private set; }

    /// <summary>Requests for a key picture that were sent.</summary>
    public long PicturesAsked { get; private set; }

    /// <summary>When packets may be asked for again: what is asked for is bounded, whatever is missing.</summary>
    public Instant NextRequest { get; private set; }

    /// <summary>Compounds that asked for missing packets.</summary>
    public long Requests { get; private set; }

    /// <summary>The stream is set up.</summary>
    /// <param name="inGroup">Whether others receive it as well.</param>
    public void Start(Instant now, bool inGroup = false)
    {
        _group = inGroup ? new(own, _timer) : null;
        _timer.Resize(GroupSize.OfTwo, 1, now);
        _timer.Join(now);
    }

    /// <summary>A compound of another receiver's has come by the group: that there is one is all it says to us.</summary>
    public void AcceptOther(ReadOnlySpan<byte> datagram, Instant now)
    {
        if (_group is null || !CompoundPacket.TryParse(datagram, out CompoundPacket compound, out _))
            return;
        _timer.Heard(datagram.Length);
        _group.Heard(compound, now);
        Share(now);
    }

    /// <summary>A compound of the server's has come.</summary>
    /// <param name="source">The source that plays; a report of another one is counted, not believed.</param>
    public ReportVerdict Accept(ReadOnlySpan<byte> datagram, Ssrc? source, Instant now)
    {
        if (!CompoundPacket.TryParse(datagram, out CompoundPacket compound, out _))
        {
            Malformed++;
            return new(false, null, false);
        }

        Received++;
        _timer.Heard(datagram.Length);
        _group?.Heard(compound, now);
        Ssrc? sender = null;
        bool saysGoodbye = false;
        foreach (RtcpPacket packet in compound)
        {
            if (SenderReport.TryParse(packet, out SenderReport report, out _) && (source is null || source == report.Sender))
            {
                Sender = SenderClock.From(report, clock, now);
                sender = report.Sender;
            }
            else if (Bye.TryParse(packet, out Bye bye))
            {
                saysGoodbye |= source is null || bye.Contains(source.Value);
            }
            else if (_group is not null && ReceiverSummary.TryParse(packet, out ReceiverSummary summary))
            {
                _group.Told(summary, now);
            }
        }

        if (_group is not null)
            Share(now);
        return new(true, sender, saysGoodbye);
    }

    /// <summary>A key picture is to be asked for. Of two members one may report early for it: at once, but not more often than once a
    /// second. RFC 4585 §3.5.2, §6.3.1.</summary>
    public void RequestPicture(Instant now)
    {
        _wantsPicture = true;
        _pictureAsked ??= now - BetweenPictures;
    }

    /// <summary>Asks for missing packets at once. RFC 4585 §3.5.2, §6.2.1.</summary>
    /// <remarks>
    /// One early compound for all that is missing, at most every 10 ms, within the bucket above; the regular reports keep their own rhythm.
    /// The RFC's one early report between two regular ones is meant for groups: here are two members, and nobody to suppress. Its receiver
    /// report has no blocks, so that the intervals of loss are those of the regular ones, which the sender judges the network by.
    /// </remarks>
    /// <param name="missing">From the earliest to the latest; what finds no room in one compound is left out.</param>
    public int WriteRequest(Ssrc source, ReadOnlySpan<SequenceNumber> missing, Instant now, Span<byte> wire)
    {
        Span<NackEntry> entries = stackalloc NackEntry[CompoundWriter.MostLost];
        CompoundWriter writer = new(wire);
        writer.ReceiverReport(own, []);
        writer.SourceDescription(own, cname);
        writer.GenericNack(own, source, entries[..NackEntry.Pack(missing, entries)]);
        _requests.Consume(new(writer.Written.Length + RtcpTimer.LowerHeaders), now);
        TimeSpan wait = _requests.TimeUntil(new(MostOfRequest), now);
        NextRequest = now + (wait > BetweenRequests ? wait : BetweenRequests);
        Requests++;
        Sent++;
        _timer.Heard(writer.Written.Length);
        return writer.Written.Length;
    }

    /// <summary>Writes the report that is due; 0 where the interval, reconsidered, is not over yet. RFC 3550 §6.3.6.</summary>
    /// <param name="wire">At least <see cref="CompoundWriter.MaxSize"/> bytes.</param>
    public int WriteDue(ReceiveStream stream, Instant now, Span<byte> wire)
    {
        bool isEarly = _wantsPicture && EarliestForPicture() <= now;
        if (!isEarly && !_timer.IsDue(now))
            return 0;
        CompoundWriter writer = new(wire);
        WriteReport(ref writer, stream, now);
        if (isEarly)
            AskForPicture(ref writer, stream.Source, now);
        Sent++;
        _timer.Sent(writer.Written.Length, now);
        return writer.Written.Length;
    }

    /// <summary>Writes the last report with a BYE; 0 where the group is so large that the RFC wants it to wait. RFC 3550 §6.3.7.</summary>
    public int WriteBye(ReceiveStream stream, Instant now, Span<byte> wire)
    {
        _wantsPicture = false;
        CompoundWriter writer = new(wire);
        WriteReport(ref writer, stream, now);
        writer.Bye(own, "");
        bool isSaid = Members <= MostForBye;
        _timer.Leave(writer.Written.Length, hasSentMedia: false, now);
        _timer.Sent(writer.Written.Length, now);
        Sent += isSaid ? 1 : 0;
        return isSaid ? writer.Written.Length : 0;
    }

    private static BitRate ForRequests(BitRate bandwidth, int members)
    {
        BitRate share = RtcpInterval.ShareOf(bandwidth);
        BitRate all = share > LeastForRequests ? share : LeastForRequests;
        return new(Math.Max(1, all.BitsPerSecond / Math.Max(1, members - 1)));
    }

    private void Share(Instant now)
    {
        BitRate rate = ForRequests(bandwidth, Members);
        if (rate != _requests.Rate)
            _requests.Change(rate, RequestsAtOnce, now);
    }

    private Instant EarliestForPicture() => _pictureAsked is { } asked ? asked + BetweenPictures : Instant.Never;

    /// <summary>Where nobody is known to be asked, it is tried again.</summary>
    private void AskForPicture(ref CompoundWriter writer, Ssrc? whom, Instant now)
    {
        _pictureAsked = now;
        if (whom is not { } source)
            return;
        writer.PictureLoss(new(own, source));
        _wantsPicture = false;
        PicturesAsked++;
    }

    private void WriteReport(ref CompoundWriter writer, ReceiveStream stream, Instant now)
    {
        ReceptionSummary? summary = stream.Summarise();
        ReportBlock[] heard = summary is { } block ? [Block(block, now)] : [];
        writer.ReceiverReport(own, heard);
        writer.SourceDescription(own, cname);
        Span<byte> blocks = stackalloc byte[XrWriter.MaxSize + MostBlocks];
        int size = 0;
        if (summary is { } known && stream.Monitor is { Periods.Count: > 0 })
        {
            _extended ??= new(stream.FirstPacketAt ?? now);
            size = _extended.Write(stream, known, now, blocks).Length;
        }

        size += Blocks?.Invoke(now, blocks[size..]) ?? 0;
        if (size > 0)
            writer.ExtendedReport(own, blocks[..size]);
    }

    private ReportBlock Block(in ReceptionSummary summary, Instant now)
    {
        // DLSR counts 1/65 536 s. RFC 3550 §6.4.1.
        uint delay = Sender is { } sender ? (uint)((now - sender.Arrival).Ticks * 65_536 / TimeSpan.TicksPerSecond) : 0;
        uint last = Sender?.Ntp.Middle ?? 0;
        return new(summary.Source, summary.FractionLost, summary.Lost, summary.HighestSequence, summary.Jitter, last, delay);
    }
}
