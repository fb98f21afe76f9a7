using Streaming.Formats.Media;
using Streaming.Formats.Rtp;
using Streaming.Server.Sending;

namespace Streaming.Server.Channels.Members;

/// <summary>Where the burst of one lane is: at which packet of what the group has been sent.</summary>
internal sealed class BurstCursor(MemberLane lane, ResendLog log)
{
    /// <summary>How far it may fall back behind where it began: a large key picture takes its time.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(500);

    private readonly SentLog _sent = log.Sent;
    private Instant _entered;
    private TimeSpan _begun;
    private long _sample;

    public MemberLane Lane => lane;

    public ResendLog Log => log;

    /// <summary>The unwrapped index of the packet at hand.</summary>
    public long Packet { get; private set; }

    /// <summary>Behind the last packet of the burst.</summary>
    public long End { get; private set; }

    /// <summary>How far behind a point of the lane its packet at hand is decoded; before it: negative.</summary>
    /// <param name="point">A stamp of the lane.</param>
    public TimeSpan Behind(RtpTimestamp point)
    {
        ref readonly SentSample sample = ref _sent[_sample];
        return sample.Source.Index.Track.Clock.ToLength(sample.Stamp.Since(point) - sample.Sample.PresentationDelay);
    }

    /// <summary>Goes to where a newcomer begins at <paramref name="point"/>: of a picture, the last key picture presented no later, or
    /// where that is forgotten, the first that is not; of sound, what is heard just then.</summary>
    /// <returns>False where nothing of that has left.</returns>
    public bool TryEnter(RtpTimestamp point, Instant now)
    {
        if (Entry(point, now) is not long entry)
            return false;
        Go(entry, point);
        if (End == 0)
            (_entered, End) = (now, _sent.Next);
        return true;
    }

    /// <summary>Looks at the packet at hand. Where the burst falls behind and a later key picture is presented by now, a newcomer does
    /// better to go on with that: what lies before it is passed over.</summary>
    /// <returns>False where there is nothing left.</returns>
    public bool TryAim(RtpTimestamp point, Instant now)
    {
        if (lane.Transport is StreamTransport.Group && now - _entered <= BurstFlow.Joining)
            End = _sent.Next;
        if (_sample < _sent.Begins || now - _sent[_sample].At > ChannelMembers.Reach)
            return TryEnter(point, now) && Packet < End;
        while (_sample + 1 < _sent.Ends && _sent[_sample + 1].First <= Packet)
            _sample++;
        bool isSlow = Packet < End && Packet == _sent[_sample].First && Behind(point) < _begun - Slack;
        if (isSlow && KeyBefore(point) is long later)
            Go(later, point);
        return Packet < End;
    }

    /// <summary>That packet has left.</summary>
    public void Pass() => Packet++;

    private void Go(long sample, RtpTimestamp point)
    {
        (_sample, Packet) = (sample, _sent[sample].First);
        _begun = Behind(point);
    }

    private long? Entry(RtpTimestamp point, Instant now)
    {
        long? found = null;
        for (long at = _sent.Begins; at < _sent.Ends; at++)
        {
            ref readonly SentSample sample = ref _sent[at];
            int shown = sample.Stamp.Since(point);
            if (now - sample.At > ChannelMembers.Reach)
                continue;
            if (!IsPicture(in sample) && shown + sample.Sample.Duration > 0)
                return at;
            if (IsPicture(in sample) && sample.Sample.IsKey && (shown <= 0 || found is null))
                found = at;
        }

        return found;
    }

    /// <summary>The last key picture behind the sample at hand that is presented no later than <paramref name="point"/>; it looks no
    /// further than that, a step or two where the burst is on its way.</summary>
    private long? KeyBefore(RtpTimestamp point)
    {
        long? found = null;
        for (long at = _sample; at < _sent.Ends; at++)
        {
            ref readonly SentSample sample = ref _sent[at];
            int shown = sample.Stamp.Since(point);
            if (!IsPicture(in sample) || shown - sample.Sample.PresentationDelay > 0)
                break;
            if (at > _sample && sample.Sample.IsKey && shown <= 0)
                found = at;
        }

        return found;
    }

    private static bool IsPicture(in SentSample sample) => sample.Source.Index.Track.Kind == TrackKind.Video;
}
