using System.Text.Json.Nodes;

namespace Streaming.Lab.Scenarios.Reading;

/// <summary>A form of which, once read, something else is made.</summary>
/// <param name="make">The other value, or why there is none.</param>
internal sealed class MadeForm<T, TMade>(Form<T> form, Func<T, Place, (TMade? Value, string? Problem)> make) : Form<TMade>
{
    public override string Expected => form.Expected;

    public override IReadOnlyList<KeyHelp> Keys => form.Keys;

    public override string? ShortKey => form.ShortKey;

    public override JsonObject Schema() => form.Schema();

    public override bool TryRead(DocumentNode node, Place place, out TMade value)
    {
        value = default!;
        if (!form.TryRead(node, place, out T read))
            return false;
        (TMade? made, string? problem) = make(read, place);
        if (problem is not null)
            place.Complain(node.Line, problem);
        value = made!;
        return problem is null;
    }
}
