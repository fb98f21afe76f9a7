namespace Streaming.Qos.Protection;

/// <summary>Why a stream is protected as it is.</summary>
public enum ProtectionReason
{
    /// <summary>Nothing is lost, or too little to learn from.</summary>
    Calm,

    /// <summary>What is lost can be sent again in time.</summary>
    ResendsDo,

    /// <summary>The cheapest parity that leaves no more missing than wanted, with resends where they come in time.</summary>
    ParityDoes,

    /// <summary>Nothing within the budget leaves so little missing: the best there is.</summary>
    BestInBudget,

    /// <summary>Nothing within the budget would mend even half of it: more packets would only be more load.</summary>
    Futile,
}
