using Microsoft.Extensions.Logging;
using Streaming.Formats.Media;
using Streaming.Server.Catalogue;
using Streaming.Server.Host.Announcing;
using Streaming.Server.Host.Control;
using Streaming.Server.Host.DataPlane;

namespace Streaming.Server.Host.Channels;

/// <summary>What all channels of a server have in common.</summary>
/// <param name="Cname">Canonical name of the server in RTCP. RFC 3550 §6.5.1.</param>
internal sealed record ChannelStage(ICatalogue Catalogue, IDelivery Delivery, ControlClock Clock, string Cname, ILogger Log)
{
    /// <summary>Tells the network of channels; null: nobody does.</summary>
    public SapAnnouncer? Announcer { get; init; }

    /// <summary>Where channels are asked for; known only when the server listens.</summary>
    public Func<int> RtspPort { get; init; } = () => 0;

    private Lengths _known = new([]);

    public DateTimeOffset Wall => Clock.Time.GetUtcNow();

    /// <summary>How long a title is; null where the library has none of that id. A schedule asks thousands of times.</summary>
    public TimeSpan? LengthOf(string id)
    {
        IReadOnlyList<Title> titles = Catalogue.Titles;
        Lengths known = Volatile.Read(ref _known);
        if (titles != known.Titles)
            Volatile.Write(ref _known, known = new(titles));
        return known.Of(id);
    }

    private sealed class Lengths(IReadOnlyList<Title> titles)
    {
        private readonly Dictionary<string, TimeSpan> _byId = titles.ToDictionary(title => title.Id, title => title.Duration);

        public IReadOnlyList<Title> Titles { get; } = titles;

        public TimeSpan? Of(string id) => _byId.TryGetValue(id, out TimeSpan length) ? length : null;
    }
}
