namespace Streaming.Lab.Scenarios.Reading;

/// <summary>A document of which some things are otherwise.</summary>
internal static class DocumentPatch
{
    /// <summary>The document with another value at a path; where there was nothing yet, it is put there.</summary>
    /// <param name="value">An empty one takes away what was there.</param>
    /// <param name="shortKeys">Keys that may be written as one value, and which key of their section that is.</param>
    /// <param name="problem">Why it cannot be; null where it can.</param>
    public static DocumentNode.Mapping Apply(
        DocumentNode.Mapping document, string path, DocumentNode value, IReadOnlyDictionary<string, string> shortKeys, out string? problem)
    {
        string[] parts = path.Split('.');
        problem = parts.All(part => part.Length > 0) ? null
            : $"'{path}' is no path: write keys with points between them, such as links.wifi.loss";
        return problem is null ? (DocumentNode.Mapping)With(document, parts, 0, value, shortKeys, ref problem) : document;
    }

    private static DocumentNode With(
        DocumentNode node,
        string[] parts,
        int depth,
        DocumentNode value,
        IReadOnlyDictionary<string, string> shortKeys,
        ref string? problem)
    {
        if (depth == parts.Length)
            return Replaced(node, parts[^1], value, shortKeys);
        string part = parts[depth];
        DocumentNode whole = Opened(node, depth == 0 ? "" : parts[depth - 1], shortKeys);
        if (whole is DocumentNode.Mapping mapping)
        {
            bool isLast = depth == parts.Length - 1;
            if (isLast && value is DocumentNode.Scalar { Text: "" })
                return mapping.Without(part);
            DocumentNode child = mapping.Find(part)?.Value ?? (isLast ? value : new DocumentNode.Mapping(value.Line, []));
            return mapping.With(new(part, value.Line, With(child, parts, depth + 1, value, shortKeys, ref problem)));
        }

        string before = string.Join('.', parts[..depth]);
        if (whole is DocumentNode.Sequence list)
        {
            if (DocumentPath.Child(list, part) is not { } item)
            {
                string last = DocumentPath.OfItem(list.Items.Count - 1);
                problem = $"'{before}' is a list: its items are called 1 to {last}, there is no '{part}'";
                return node;
            }

            DocumentNode changed = With(item, parts, depth + 1, value, shortKeys, ref problem);
            return list with { Items = [.. list.Items.Select(one => ReferenceEquals(one, item) ? changed : one)] };
        }

        problem = $"'{before}' is one value: nothing called '{part}' is in it";
        return node;
    }

    /// <summary>A section that is written as one value, as a section.</summary>
    private static DocumentNode Opened(DocumentNode node, string name, IReadOnlyDictionary<string, string> shortKeys) =>
        node is DocumentNode.Scalar { Text.Length: > 0 } && shortKeys.TryGetValue(name, out string? key)
            ? new DocumentNode.Mapping(node.Line, [new(key, node.Line, node)])
            : node;

    /// <summary>One value in the place of a section is that of its short key: the others stay.</summary>
    private static DocumentNode Replaced(
        DocumentNode old, string name, DocumentNode value, IReadOnlyDictionary<string, string> shortKeys) =>
        value is DocumentNode.Scalar && old is DocumentNode.Mapping section && shortKeys.TryGetValue(name, out string? key)
            && section.Find(key) is not null
            ? section.With(new(key, value.Line, value))
            : value;
}
