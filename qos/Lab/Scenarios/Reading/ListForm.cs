using System.Text.Json.Nodes;

namespace Streaming.Lab.Scenarios.Reading;

/// <summary>A list of values of one form.</summary>
/// <param name="what">Of what, in the plural.</param>
/// <param name="most">How many there may be.</param>
internal sealed class ListForm<T>(string what, Form<T> each, int most) : Form<IReadOnlyList<T>>
{
    public override string Expected => $"a list of {what}";

    public override IReadOnlyList<KeyHelp> Keys => each.Keys;

    public override JsonObject Schema() => new() { ["type"] = "array", ["maxItems"] = most, ["items"] = each.Schema() };

    public override bool TryRead(DocumentNode node, Place place, out IReadOnlyList<T> value)
    {
        value = [];
        if (node is not DocumentNode.Sequence sequence)
        {
            place.Complain(node.Line, $"not {Expected}: write it in brackets, or each in a line of its own behind '- '");
            return false;
        }

        int before = place.Mistakes.Count;
        if (sequence.Items.Count > most)
            place.Complain(sequence.Items[most].Line, FormattableString.Invariant($"more than {most} {what}"));
        List<T> all = [];
        foreach ((int index, DocumentNode item) in sequence.Items.Take(most).Index())
        {
            if (each.TryRead(item, place.At(index), out T one))
                all.Add(one);
        }

        value = all;
        return place.Mistakes.Count == before;
    }
}
