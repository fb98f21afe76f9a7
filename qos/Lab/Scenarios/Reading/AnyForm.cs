using System.Text.Json.Nodes;

namespace Streaming.Lab.Scenarios.Reading;

/// <summary>Whatever stands there, as it stands there.</summary>
/// <param name="schema">What an editor is told of it.</param>
internal sealed class AnyForm(string expected, Func<JsonObject> schema) : Form<DocumentNode>
{
    public override string Expected => expected;

    public override JsonObject Schema() => schema();

    public override bool TryRead(DocumentNode node, Place place, out DocumentNode value)
    {
        value = node;
        return true;
    }
}
