using System.Runtime.CompilerServices;
using Streaming.Formats.Media;
using Streaming.Server.Catalogue;

namespace Streaming.Server.Host.Http;

/// <summary>What titles ask of a network, remembered for as long as they are listed: whoever asks for it again and again has no index read
/// again and again.</summary>
internal sealed class TitleTraffics(ICatalogue catalogue)
{
    private readonly ConditionalWeakTable<Title, TitleTraffic> _known = [];
    private readonly Lock _reading = new();

    /// <param name="title">As the catalogue lists it: another version of the same title is another object.</param>
    /// <returns><see cref="TitleTraffic.None"/> where the title cannot be opened.</returns>
    public TitleTraffic Of(Title title)
    {
        if (_known.TryGetValue(title, out TitleTraffic? known))
            return known;

        // One at a time: an index of two hours takes some ten milliseconds, and tens of megabytes.
        lock (_reading)
        {
            if (_known.TryGetValue(title, out known))
                return known;
            using OpenTitle? open = catalogue.Open(title.Id);
            if (open is null)
                return TitleTraffic.None;
            TitleTraffic traffic = TitleTraffic.Of(open.Index);
            _known.Add(title, traffic);
            return traffic;
        }
    }
}
