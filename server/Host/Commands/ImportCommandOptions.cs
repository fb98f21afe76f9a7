namespace Streaming.Server.Host.Commands;

/// <summary>What <c>import</c> was asked to do.</summary>
/// <param name="Files">Media files and <c>name.title</c> folders, as they were typed.</param>
/// <param name="Libraries">Folders whose every film is imported as well.</param>
/// <param name="Data">The folder for all that is derived from films.</param>
/// <param name="Ladder">As typed: <c>none</c>, <c>auto</c> or a list.</param>
internal sealed record ImportCommandOptions(
    IReadOnlyList<string> Files, IReadOnlyList<string> Libraries, string Data, string Ladder = "none");
