using Streaming.Formats.Media;

namespace Streaming.Server.Host.Library;

/// <summary>Where the stored titles lie: <c>DATA/titles/ID/</c>, one folder each, made under another name and renamed when whole.</summary>
public sealed class TitleFolders(string data)
{
    public const string IndexName = "title.index";

    /// <summary>The folder that holds one folder for each title.</summary>
    public string Root { get; } = Path.Combine(Path.GetFullPath(data), "titles");

    /// <summary>The folder of a title; it need not exist. An id that is no slug has none: ids come from the network.</summary>
    public string? Of(string id) => Slug.IsSlug(id) ? Path.Combine(Root, id) : null;

    /// <summary>The ids of all folders there are, whole or damaged.</summary>
    public IEnumerable<string> Ids() =>
        Directory.Exists(Root) ? Directory.EnumerateDirectories(Root).Select(Path.GetFileName).OfType<string>().Where(Slug.IsSlug) : [];
}
