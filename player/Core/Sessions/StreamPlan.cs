using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;

namespace Streaming.Player.Sessions;

/// <summary>Which streams are set up, one after the other, over which transport, and how far that has come.</summary>
internal sealed class StreamPlan(TransportChoice choice)
{
    private readonly List<StreamSetup> _agreed = [];
    private OfferedTrack[] _chosen = [];

    public bool IsTcp { get; private set; } = choice == TransportChoice.Tcp;

    /// <summary>Whether there is another transport to try.</summary>
    public bool MayFallBack => !IsTcp && choice == TransportChoice.Auto;

    /// <summary>In the order of their setting up.</summary>
    public IReadOnlyList<StreamSetup> Agreed => _agreed;

    /// <summary>The track to be set up next; null where all are.</summary>
    public OfferedTrack? Next => _agreed.Count < _chosen.Length ? _chosen[_agreed.Count] : null;

    /// <returns>False where nothing can be played.</returns>
    public bool Choose(Presentation presentation)
    {
        _chosen = [.. presentation.Tracks.Where(track => track.IsPlayable)];
        return _chosen.Length > 0;
    }

    /// <summary>How the next stream shall come inside the connection.</summary>
    public TransportSpec Interleaved() =>
        new() { Protocol = "RTP/AVP/TCP", IsMulticast = false, Interleaved = TransportAnswer.Channels(_agreed.Count) };

    /// <summary>Takes the answer to the SETUP of <see cref="Next"/>.</summary>
    /// <returns>Null where it cannot be obeyed.</returns>
    public StreamSetup? Agree(RtspResponse response)
    {
        StreamSetup? stream = TransportAnswer.Read(response, Next!, IsTcp, _agreed.Count);
        if (stream is not null)
            _agreed.Add(stream);
        return stream;
    }

    /// <summary>Everything begins again, over the connection.</summary>
    public void FallBack()
    {
        IsTcp = true;
        _agreed.Clear();
    }
}
