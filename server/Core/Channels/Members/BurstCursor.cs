using Streaming.Formats.Media;
using Streaming.Formats.Rtp;
using Streaming.Server.Sending;

namespace Streaming.Server.Channels.Members;

/// <summary>Where the burst of one lane is: at which packet of what the group has been sent.</summary>
internal sealed class BurstCursor(MemberLane lane, ResendLog log)
{
    private readonly SentLog _sent = log.Sent;
    private Instant _entered;
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

    /// <summary>Goes to where a newcomer begins at <paramref name="point"/>: of a picture, the last key picture presented no later, or where
    /// that is forgotten, the first that is not; of sound, what is heard just then.</summary>
    /// <returns>False where nothing of that has left.</returns>
    public bool TryEnter(RtpTimestamp point, Instant now)
    {
        if (Find(_sent.Begins, point, isFirst: true, now) is not long entry)
            return false;
        (_sample, Packet) = (entry, _sent[entry].First);
        if (End == 0)
            (_entered, End) = (now, _sent.Next);
        return true;
    }

    /// <summary>Looks at the packet at hand; what is no longer of use at <paramref name="point"/> is passed over: a newcomer does better to
    /// begin behind it.</summary>
    /// <returns>False where there is none left.</returns>
    public bool TryAim(RtpTimestamp point, Instant now)
    {
        if (lane.Transport is StreamTransport.Group && now - _entered <= BurstFlow.Joining)
            End = _sent.Next;
        if (_sample < _sent.Begins)
            return TryEnter(point, now) && Packet < End;
        if (Packet < End && Packet == _sent[_sample].First && Find(_sample, point, isFirst: false, now) is long later && later > _sample)
            (_sample, Packet) = (later, _sent[later].First);
        return Packet < End;
    }

    /// <summary>That packet has left.</summary>
    public void Pass()
    {
        Packet++;
        if (_sample + 1 < _sent.Ends && _sent[_sample + 1].First == Packet)
            _sample++;
    }

    /// <summary>Looks no further than to <paramref name="point"/>: a step or two, where the burst is on its way.</summary>
    /// <param name="isFirst">A key picture behind the point will do where there is none before.</param>
    private long? Find(long from, RtpTimestamp point, bool isFirst, Instant now)
    {
        long? found = null;
        for (long at = from; at < _sent.Ends; at++)
        {
            ref readonly SentSample sample = ref _sent[at];
            if (now - sample.At > ChannelMembers.Reach)
                continue;
            int shown = sample.Stamp.Since(point);
            if (sample.Source.Index.Track.Kind != TrackKind.Video)
            {
                if (shown + sample.Sample.Duration > 0)
                    return at;
            }
            else if (sample.Sample.IsKey && (shown <= 0 || (isFirst && found is null)))
            {
                found = at;
            }

            if (shown - sample.Sample.PresentationDelay > 0 && (found is not null || !isFirst))
                break;
        }

        return found;
    }
}
