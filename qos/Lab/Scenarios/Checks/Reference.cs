using Streaming.Lab.Scenarios.Reading;
using Streaming.Server.Host.Configuration;

namespace Streaming.Lab.Scenarios.Checks;

/// <summary>Names that stand for something that is declared elsewhere in the same file.</summary>
internal static class Reference
{
    /// <summary>Complains where there is nothing of that name.</summary>
    /// <param name="what">With no article: <c>link</c>.</param>
    public static bool Check(Place place, string what, string name, IReadOnlyCollection<string> known)
    {
        if (known.Contains(name))
            return true;
        string near = Suggestion.For(name, known);
        string all = known.Count switch
        {
            0 => "; there is none at all",
            <= 8 => $"; there {(known.Count == 1 ? "is" : "are")} {string.Join(", ", known)}",
            _ => "",
        };
        place.Complain($"there is no {what} '{name}'{(near.Length > 0 ? near : all)}");
        return false;
    }
}
