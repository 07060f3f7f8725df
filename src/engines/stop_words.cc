#include "engines/stop_words.h"

#include <sstream>
#include <string>
#include <unordered_set>

namespace kireise::engines {
namespace {

constexpr auto words =
    "der die das dem den des ein eine einen einem einer eines kein keine keinen keinem keiner "
    "ich mich mir du dich dir er ihn ihm sie ihr es wir uns euch man sich selbst "
    "mein meine meinen meinem meiner meines dein deine sein seine seinen seinem seiner seines ihre ihren ihrem ihrer ihres "
    "unser unsere unseren unserem unserer unseres euer eure "
    "dies diese dieser dieses diesem diesen jede jeder jedes jedem jeden alle allem allen aller alles andere anderen solche "
    "wer wen wem was wo wann wie warum weshalb wohin woher welche welcher welches welchem welchen "
    "und oder aber denn sondern dass ob weil wenn falls als da damit obwohl während bevor nachdem sowie sowohl "
    "in im an am auf aus bei beim bis durch für gegen ohne um mit nach seit von vom vor zu zum zur über unter zwischen hinter neben wegen "
    "trotz "
    "bin bist ist sind seid war waren gewesen wäre wären habe hast hat haben hatte hatten hätte hätten "
    "werde wird werden wurde wurden worden würde würden kann kannst können könnte könnten konnte konnten "
    "muss müssen musste mussten soll sollen sollte sollten will wollen wollte möchte möchten darf dürfen dürfte lassen gibt geht bitten "
    "nicht nur noch schon auch so sehr mehr weniger immer wieder nun jetzt heute gestern morgen bereits bisher inzwischen leider gern "
    "gerne "
    "hier dort dann dabei dafür davon dazu daher deshalb doch ja nein etwa ganz gar wohl zwar eben einmal zwei drei "
    "sehr geehrte geehrter damen herren herr frau guten tag hallo liebe lieber bitte danke dank vielen vielmals voraus "
    "freundlichen freundliche freundlich grüße grüßen gruß beste besten viele mfg anbei hiermit betreff";

const std::unordered_set<std::string>& list() {
    static const auto all = [] {
        std::istringstream in(words);
        std::unordered_set<std::string> made;
        for (std::string word; in >> word;) made.insert(word);
        return made;
    }();
    return all;
}

}  // namespace

bool is_stop_word(std::string_view word) { return list().contains(std::string(word)); }

}  // namespace kireise::engines
