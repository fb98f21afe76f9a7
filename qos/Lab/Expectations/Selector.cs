using Streaming.Lab.Records;

namespace Streaming.Lab.Expectations;

/// <summary>Which sessions, or links, an expectation is about.</summary>
internal sealed record Selector(SelectorKind Kind, string Name)
{
    public bool Takes(SessionRecord session) => Kind switch
    {
        SelectorKind.Class => session.Class == Name,
        SelectorKind.Viewers => session.Audience == Name,
        SelectorKind.Title => session.Title == Name,
        _ => session.Link == Name || session.Link.StartsWith($"{Name}.", StringComparison.Ordinal),
    };

    public bool Takes(LinkRecord link) => link.Name == Name;

    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()} {Name}";
}
