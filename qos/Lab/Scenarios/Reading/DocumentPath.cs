using System.Globalization;

namespace Streaming.Lab.Scenarios.Reading;

/// <summary>Paths through a document: <c>links.wifi.loss</c>, <c>events.2.at</c> (items of lists count from 1).</summary>
internal static class DocumentPath
{
    public static string OfItem(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>What stands there; null: nothing.</summary>
    public static DocumentNode? Find(DocumentNode document, string path)
    {
        DocumentNode? at = document;
        foreach (string part in path.Split('.'))
            at = at is null ? null : Child(at, part);
        return at;
    }

    /// <summary>Of what stands there, or of the last on the way to it.</summary>
    public static int LineOf(DocumentNode document, string path)
    {
        DocumentNode at = document;
        int line = document.Line;
        foreach (string part in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Child(at, part) is not { } child)
                break;
            line = child is DocumentNode.Scalar || at is not DocumentNode.Mapping mapping ? child.Line : mapping.Find(part)!.Line;
            at = child;
        }

        return line;
    }

    /// <summary>Every path to a key of that name.</summary>
    public static IEnumerable<string> To(DocumentNode document, string name) =>
        All(document, "").Where(path => path[(path.LastIndexOf('.') + 1)..] == name);

    /// <summary>Paths to everything in it that has a name or a number.</summary>
    public static IEnumerable<string> All(DocumentNode document, string prefix)
    {
        foreach ((string name, DocumentNode child) in Children(document))
        {
            string path = prefix.Length == 0 ? name : $"{prefix}.{name}";
            yield return path;
            foreach (string inner in All(child, path))
                yield return inner;
        }
    }

    public static DocumentNode? Child(DocumentNode node, string part) => node switch
    {
        DocumentNode.Mapping mapping => mapping.Find(part)?.Value,
        DocumentNode.Sequence list => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number >= 1 && number <= list.Items.Count ? list.Items[number - 1] : null,
        _ => null,
    };

    private static IEnumerable<(string Name, DocumentNode Child)> Children(DocumentNode node) => node switch
    {
        DocumentNode.Mapping mapping => mapping.Entries.Select(entry => (entry.Name, entry.Value)),
        DocumentNode.Sequence list => list.Items.Select((item, index) => (OfItem(index), item)),
        _ => [],
    };
}
