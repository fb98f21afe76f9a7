namespace Streaming.Formats.Media;

/// <summary>What a section of the index file holds.</summary>
internal enum SectionKind : uint
{
    Title = 1,
    Samples = 2,
    Units = 3,
}
