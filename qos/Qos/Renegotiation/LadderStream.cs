namespace Streaming.Qos.Renegotiation;

/// <summary>One stream of a session, as the ladder sees it.</summary>
/// <param name="Id">The caller's number for it.</param>
/// <param name="Name">For people: the language of an extra one.</param>
/// <param name="IsExtraLanguage">Sound or text besides the language that is played.</param>
/// <param name="Renditions">What it may be sent as, in any order; one where there is no choice; at least one.</param>
public sealed record LadderStream(
    int Id, string Name, StreamKind Kind, bool IsExtraLanguage, IReadOnlyList<LadderRendition> Renditions);
