namespace Streaming.Lab.Scenarios.Reading;

/// <summary>A piece of a document, and the line it stands in. Immutable: a change makes another one.</summary>
internal abstract record DocumentNode
{
    private DocumentNode(int line) => Line = line;

    /// <summary>From 1.</summary>
    public int Line { get; }

    /// <summary>A word, a number, a sentence.</summary>
    public sealed record Scalar(int At, string Text) : DocumentNode(At);

    public sealed record Sequence(int At, IReadOnlyList<DocumentNode> Items) : DocumentNode(At);

    /// <param name="Entries">In the order of the file; no name comes twice.</param>
    public sealed record Mapping(int At, IReadOnlyList<DocumentEntry> Entries) : DocumentNode(At)
    {
        public DocumentEntry? Find(string name) => Entries.FirstOrDefault(entry => entry.Name == name);

        /// <summary>The same with an entry in the place of the one of its name, or behind all others.</summary>
        public Mapping With(DocumentEntry entry) => Find(entry.Name) is null
            ? this with { Entries = [.. Entries, entry] }
            : this with { Entries = [.. Entries.Select(old => old.Name == entry.Name ? entry : old)] };

        public Mapping Without(string name) => this with { Entries = [.. Entries.Where(entry => entry.Name != name)] };
    }
}
