using System.Text.Json.Nodes;
using Streaming.Server.Host.Configuration;

namespace Streaming.Lab.Scenarios.Reading;

/// <summary>One word: a rate, a time, a name.</summary>
/// <param name="schema">What an editor can tell of it; made anew each time, for a node has one place.</param>
internal sealed class WordForm<T>(ValueKind<T> kind, Func<JsonObject> schema) : Form<T>
{
    private const int MostShown = 60;

    public override string Expected => kind.Expected;

    public override JsonObject Schema() => schema();

    public override bool TryRead(DocumentNode node, Place place, out T value)
    {
        value = default!;
        if (node is not DocumentNode.Scalar { Text: var text })
        {
            place.Complain(node.Line, $"a list or section where one value is expected: {kind.Expected}");
            return false;
        }

        if (kind.Parse(text, out value))
            return true;
        string shown = text.Length <= MostShown ? text : text[..MostShown] + "…";
        place.Complain(node.Line, text.Length == 0 ? $"no value: write {kind.Expected}" : $"'{shown}' is not {kind.Expected}");
        return false;
    }
}
