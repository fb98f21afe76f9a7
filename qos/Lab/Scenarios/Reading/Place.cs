namespace Streaming.Lab.Scenarios.Reading;

/// <summary>Where in a document something is read, and where its mistakes go.</summary>
/// <param name="Path">As a variant would name it: <c>links.wifi.loss</c>; empty: the whole.</param>
/// <param name="Folder">From which the files named in it are looked for.</param>
internal readonly record struct Place(DocumentNode.Mapping Document, string Path, string Folder, MistakeList Mistakes)
{
    /// <summary>The last part of the path: of an entry of a section of names, its name.</summary>
    public string Name => Path[(Path.LastIndexOf('.') + 1)..];

    public Place In(string name) => this with { Path = Path.Length == 0 ? name : $"{Path}.{name}" };

    /// <summary>An item of a list; people count from 1.</summary>
    public Place At(int index) => In(DocumentPath.OfItem(index));

    /// <summary>With the path behind it, so that it can be found where a line holds several.</summary>
    public void Complain(int line, string text) => Mistakes.Add(line, Path.Length == 0 ? text : $"{text} ('{Path}')");

    /// <summary>Of what stands at this place, or of what it would stand in.</summary>
    public void Complain(string text) => Complain(DocumentPath.LineOf(Document, Path), text);
}
