namespace Streaming.Player.Contracts;

/// <summary>What a contract that was heard of came to.</summary>
/// <param name="IsNew">It is in force from now on.</param>
/// <param name="Oddity">Why it was ignored, a sentence for people; null where there is nothing to say.</param>
internal readonly record struct ContractNews(bool IsNew, string? Oddity)
{
    public static readonly ContractNews None;
}
