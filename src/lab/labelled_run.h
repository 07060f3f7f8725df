#pragma once
// For this room only: the part of a practical test that is the same for all that sort texts, whether by training or by rules.

#include <functional>
#include <string>
#include <string_view>

#include "blueprint/snapshot.h"
#include "lab/scoring.h"

namespace kireise::lab {

// Gives the label of a text; "" for no idea.
using Sort = std::function<std::string(std::string_view text)>;

// Subject and text of a mail as what sorts sees them.
[[nodiscard]] std::string text_of(const blueprint::Mail& mail);

// Sorts the test mails and the gold cases, and fills in the figures: the value over the test mails where the bar asks for accuracy, else
// over the gold cases. Times are those of single texts on the machine that runs this.
void finish_labelled(LabRun& run, const blueprint::UseCase& usecase, const blueprint::MailSet& mails, const blueprint::GoldCases& gold,
                     ClassifierDetails trained, const Sort& sort);

}  // namespace kireise::lab
