using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using Streaming.Primitives.Chance;
using Streaming.Qos.Monitoring;
using Streaming.Server.Channels.Feedback;
using Streaming.Server.Channels.Members;
using Streaming.Server.Contracts;
using Streaming.Server.Sending;

namespace Streaming.Server.Channels;

/// <summary>Sends one channel: title after title in the same streams, whose numbers and time stamps go on.</summary>
/// <remarks>
/// The channel's axis is the time since it was created. A title's zero lies on it exactly where the longest track of the one before is
/// over, or later, where it is scheduled so; a sample at position p of a title is stamped, and to be presented a delay after, zero + p.
/// Nothing is said at the seam: no stream pauses, says goodbye or begins anew.
/// Each sample leaves within its own duration: a sending plan would end behind its title, where the next one has begun.
/// Whoever runs it answers each <see cref="ChannelEvent.WantsTitle"/>, the first of which it says at once, by <see cref="Cue"/>, as long as
/// there is something to play.
/// </remarks>
public sealed class ChannelSender : ISender
{
    /// <summary>A title that is asked for is looked for so often: ten times a second cost nothing, and it comes seconds ahead.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentQueue<ChannelEvent> _events = new();
    private readonly TitleShelf _titles;
    private readonly ChannelAxis _axis;
    private CuedTitle? _cue;
    private ChannelEvent.Began? _playing;
    private bool _isStarved;
    private bool _isOver;

    /// <param name="created">The zero of its axis.</param>
    /// <param name="createdNtp">The same instant as time of day.</param>
    /// <param name="cname">Canonical name in RTCP. RFC 3550 §6.5.1.</param>
    /// <param name="seed">From a cryptographic source: identities of the streams are made of it.</param>
    public ChannelSender(Lineup lineup, Instant created, NtpTime createdNtp, string cname, ulong seed)
    {
        (Lineup, _titles, _axis) = (lineup, new(_events), new(created, lineup.Lanes));
        SeededRandom random = new(seed);
        Sending = new(created, createdNtp, cname, random.NextUInt64());
        Lanes = LaneStreams.Add(Sending, lineup, random);
        Members = new(Sending, lineup.Settings);
        Feedback = new(Sending, Members);
        _events.Enqueue(new ChannelEvent.WantsTitle());
    }

    public Lineup Lineup { get; }

    /// <summary>In the order of the lineup.</summary>
    public IReadOnlyList<LaneStream> Lanes { get; }

    /// <summary>All lanes: their packets, their reports, what they count.</summary>
    public SendSession Sending { get; }

    public ChannelMembers Members { get; }

    public GroupFeedback Feedback { get; }

    /// <summary>What began last; null: nothing yet. May be read from any thread.</summary>
    public ChannelEvent.Began? Playing => Volatile.Read(ref _playing);

    public Instant Next { get; private set; } = Instant.Never;

    /// <summary>Never: it goes on until it is halted.</summary>
    public bool AtEnd => false;

    public bool HasNews => !_events.IsEmpty;

    public SendMeter Meter => Sending.Meter;

    public IReadOnlyList<SendStream> Streams => Sending.Streams;

    /// <summary>Where the channel is on its axis: what is due to leave now; it is presented a delay later. May be called from any
    /// thread.</summary>
    public MediaTime Position(Instant now) => new((now - Sending.Created).Ticks);

    /// <summary>The title that follows, once for each <see cref="ChannelEvent.WantsTitle"/>. May be called from any thread.</summary>
    /// <param name="at">When its zero is to be sent; null, or earlier than the one before is over: exactly then.</param>
    /// <param name="from">Where in it to begin, at the key picture before.</param>
    public void Cue(ChannelTitle next, Instant? at, MediaTime from = default)
    {
        CuedTitle? before = Interlocked.Exchange(ref _cue, new(next, at, from));
        Invariant.That(before is null);
    }

    /// <summary>What has happened since. May be called from any thread, by one caller at a time.</summary>
    public bool TryTakeEvent([NotNullWhen(true)] out ChannelEvent? happened) => _events.TryDequeue(out happened);

    public void Emit(Instant now, IPacketSink sink)
    {
        if (_isOver)
            return;
        if (!Sending.IsContinuing && Interlocked.Exchange(ref _cue, null) is { } cue)
            Append(cue, now);
        if (Feedback.Next <= now)
            Feedback.Emit(now, sink);
        Sending.Emit(now, sink);
        if (Members.Next <= now)
            Members.Emit(now, sink);
        Next = Instant.Min(Instant.Min(Sending.Next, Tell(now)), Instant.Min(Members.Next, Feedback.Next));
    }

    /// <inheritdoc/>
    /// <remarks>The lane is silent until the next title begins; the others go on.</remarks>
    public bool TryDoWithout(IByteSource film, string reason, Instant now)
    {
        SendStream[] lost = [.. Streams.Where(stream => stream.Film == film && !stream.IsChanging && stream.Mode != StreamMode.Suspended)];
        if (lost.Length > 0 && _titles.Find(film) is { } title)
            _events.Enqueue(new ChannelEvent.Failed(title, reason));
        IEnumerable<StreamChange> silence =
            lost.Select(stream => new StreamChange(stream, stream.Index, film, plan: null, StreamMode.Suspended));
        Sending.Change(new(Lineup.Contract, [.. silence]), now);
        return true;
    }

    public bool AcceptRtcp(ReadOnlySpan<byte> compound, IPEndPoint from, Instant now) => Feedback.AcceptRtcp(compound, from, now);

    public bool TryCall() => Feedback.TryCall();

    /// <inheritdoc/>
    /// <remarks>For good: all titles are given back.</remarks>
    public void Halt(Instant now)
    {
        _isOver = true;
        Sending.Halt(now);
        if (Interlocked.Exchange(ref _cue, null) is { } cue)
            _events.Enqueue(new ChannelEvent.Left(cue.Title));
        _titles.Clear();
        Next = Instant.Never;
    }

    public bool SayBye(string reason, Instant now, IPacketSink sink)
    {
        bool isSaid = Sending.SayBye(reason, now, sink);
        Next = Sending.Next;
        return isSaid;
    }

    private void Append(CuedTitle cue, Instant now)
    {
        bool isFirst = _titles.IsEmpty;
        TimeSpan? wanted = cue.At - Sending.Created;
        TimeSpan over = isFirst ? now - Sending.Created : _axis.Over;
        MediaTime start = cue.Start();
        TimeSpan zero = _axis.Append(cue.Title, start, isFirst && wanted is null ? over - (start - MediaTime.Zero) : wanted, now);
        Sending.Continue(new(zero, start, [.. Lanes.Select((lane, place) => Change(lane, cue.Title, place)).OfType<StreamChange>()]), now);

        // Where nothing was wanted it is late by as much as nothing was sent; the first is not, for the sake of its first sample.
        TimeSpan late = isFirst && wanted is null ? TimeSpan.Zero : zero - (wanted ?? over - (start - MediaTime.Zero));
        _titles.Add(new(cue.Title, Sending.Created + zero, new(zero.Ticks), late));
        _isStarved = false;
    }

    private static StreamChange? Change(LaneStream lane, ChannelTitle title, int place) => title.Tracks[place] is { } index
        ? new(lane.Sending, index, title.Film(index), plan: null)
        : null;

    /// <summary>Says what has come about.</summary>
    /// <returns>When there will be more to say.</returns>
    private Instant Tell(Instant now)
    {
        if (_titles.Turn(Sending.IsContinuing, now))
            _events.Enqueue(new ChannelEvent.WantsTitle());
        if (_titles.TryBegin(now, out ChannelEvent.Began? began))
        {
            Volatile.Write(ref _playing, began);
            _events.Enqueue(began);
        }

        bool isWaiting = !Sending.IsContinuing;
        Instant over = Sending.Created + _axis.Over;
        if (isWaiting && !_titles.IsEmpty && !_isStarved && over <= now && Volatile.Read(ref _cue) is null)
        {
            _isStarved = true;
            _events.Enqueue(new ChannelEvent.Starved(over));
        }

        return Instant.Min(_titles.Next, isWaiting ? now + Patience : Instant.Never);
    }
}
