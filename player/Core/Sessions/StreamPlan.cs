using Streaming.Formats.Media;
using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;

namespace Streaming.Player.Sessions;

/// <summary>Which streams are set up, over which transport, and how far that has come.</summary>
internal sealed class StreamPlan(TransportChoice choice)
{
    private readonly List<StreamSetup> _agreed = [];
    private readonly Dictionary<OfferedTrack, TransportSpec> _asked = [];
    private IReadOnlyList<OfferedTrack> _chosen = [];
    private int _next;

    public MediaWay Way { get; private set; } = choice == TransportChoice.Tcp ? MediaWay.Tcp : MediaWay.Udp;

    public bool IsTcp => Way == MediaWay.Tcp;

    public bool IsMulticast => Way == MediaWay.Multicast;

    /// <summary>Whether anything has come this way.</summary>
    public bool IsProven { get; set; }

    /// <summary>Whether there is another transport to try: a group may fall silent at any time, what comes to us alone has proven
    /// itself.</summary>
    public bool MayFallBack => choice == TransportChoice.Auto && (IsMulticast || (!IsTcp && !IsProven));

    /// <summary>In the order of their setting up.</summary>
    public IReadOnlyList<StreamSetup> Agreed => _agreed;

    /// <summary>Nothing of what was chosen is left to be asked for.</summary>
    public bool IsAllAsked => _next == _chosen.Count;

    /// <summary>The sound that is set up; null where none is.</summary>
    public OfferedTrack? Sound => _agreed.Find(stream => stream.Track.Kind == TrackKind.Audio)?.Track;

    /// <returns>False where nothing can be played.</returns>
    public bool Choose(Presentation presentation, TrackPreference? preference)
    {
        _chosen = TrackChoice.Choose(presentation.Tracks, preference ?? TrackPreference.Everything);
        return _chosen.Count > 0;
    }

    /// <summary>The same of a channel, which comes by multicast where nothing else is wanted.</summary>
    /// <param name="renditions">Those that are accepted; empty: all.</param>
    public bool ChooseOfChannel(Presentation presentation, TrackPreference preference, IReadOnlyList<string> renditions)
    {
        if (choice is TransportChoice.Auto or TransportChoice.Multicast)
            Way = MediaWay.Multicast;
        _chosen = TrackChoice.ChooseOfChannel(presentation.Tracks, preference, renditions, startsLow: IsMulticast);
        return _chosen.Count > 0;
    }

    /// <summary>The track to be asked for next.</summary>
    public OfferedTrack TakeNext() => _chosen[_next++];

    /// <summary>How a stream shall come inside the connection: on the lowest channels that are free.</summary>
    public TransportSpec Interleaved()
    {
        int place = 0;
        while (_agreed.Exists(stream => stream.Channels is { } taken && Overlap(taken, TransportAnswer.Channels(place)))
            || _asked.Values.Any(spec => spec.Interleaved == TransportAnswer.Channels(place)))
        {
            place++;
        }

        return new() { Protocol = "RTP/AVP/TCP", IsMulticast = false, Interleaved = TransportAnswer.Channels(place) };
    }

    /// <summary>A track is asked for in this way.</summary>
    public void Ask(OfferedTrack track, TransportSpec transport) => _asked[track] = transport;

    /// <summary>In which way it was asked for.</summary>
    public TransportSpec AskedFor(OfferedTrack track) => _asked[track];

    /// <summary>It is not to be had.</summary>
    public void GiveUp(OfferedTrack track) => _asked.Remove(track);

    /// <summary>Takes the answer to the SETUP of a track.</summary>
    /// <returns>Null where it cannot be obeyed.</returns>
    public StreamSetup? Agree(OfferedTrack track, RtspResponse response)
    {
        StreamSetup? stream = TransportAnswer.Read(response, track, _asked[track]);
        _asked.Remove(track);
        return stream;
    }

    /// <summary>A stream is set up, with all that goes with it.</summary>
    public void Add(StreamSetup stream) => _agreed.Add(stream);

    /// <summary>A stream is torn down.</summary>
    /// <returns>As it was set up.</returns>
    public StreamSetup? Drop(OfferedTrack track)
    {
        StreamSetup? stream = _agreed.Find(one => one.Track == track);
        _agreed.RemoveAll(one => one.Track == track);
        return stream;
    }

    /// <summary>Everything begins again another way. Of a channel it is what was received, of its picture the smallest lane.</summary>
    public void FallBack()
    {
        if (IsMulticast && _agreed.Count > 0)
            _chosen = TrackChoice.Lightest(_agreed.Select(stream => stream.Track));
        Way = IsMulticast ? MediaWay.Udp : MediaWay.Tcp;
        IsProven = false;
        _next = 0;
        _asked.Clear();
        _agreed.Clear();
    }

    private static bool Overlap(PortPair left, PortPair right) => left.Rtp <= right.Rtcp && right.Rtp <= left.Rtcp;
}
