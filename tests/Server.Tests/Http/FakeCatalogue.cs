using Streaming.Formats.Media;
using Streaming.Server.Catalogue;

namespace Streaming.Server.Tests.Http;

/// <summary>Titles that exist on paper only.</summary>
internal sealed class FakeCatalogue : ICatalogue
{
    public List<Title> List { get; } = [];

    public IReadOnlyList<Title> Titles => List;

    public OpenTitle? Open(string id) => null;
}
